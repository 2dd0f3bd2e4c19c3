import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { isAlive, readClaim, releaseClaim } from "../cluster/claims.ts";
import { namePrefix } from "../cluster/ownership.ts";
import { describeIdentity } from "../kube/credentials.ts";
import type { KubeconfigChoice } from "../kube/merged-kubeconfig.ts";
import { type Chosen, choose, reach } from "../kube/reach.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import {
  type NamespaceRecord,
  openRecord,
  removalCommand,
  removeNamespace,
  writeRecord,
} from "../monitor/own-namespace.ts";
import type { CleanUpAction } from "./clean-up-action.ts";

/**
 * Removes the namespaces that monitors left behind which died, on whatever clusters these are. `choice` is a context that
 * a person chose: only for that one anything is run or read that its user's entry names.
 */
export async function cleanNamespaces(
  reports: string,
  dryRun: boolean,
  choice: KubeconfigChoice,
): Promise<CleanUpAction[]> {
  const mine = choice.kubeconfig === undefined && choice.context === undefined ? undefined : await choose(choice);
  const actions: CleanUpAction[] = [];
  for (const folder of runFolders(reports)) {
    const record = openRecord(folder);
    if (record !== undefined) actions.push(await remove(folder, record, dryRun, mine));
  }
  return actions;
}

/** The folders of all runs; throws UsageError where these are in no folder. */
export function runFolders(reports: string): string[] {
  const root = resolve(reports);
  if (!existsSync(root)) return [];
  if (!statSync(root).isDirectory()) throw new UsageError(`${reports}: is no folder`);
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, entry.name));
}

async function remove(
  folder: string,
  record: NamespaceRecord,
  dryRun: boolean,
  mine: Chosen | undefined,
): Promise<CleanUpAction> {
  const { namespace, run } = record;
  const about = { what: "undo" as const, cluster: plainText(record.server) };
  const name = plainText(`namespace ${namespace} of ${run}`);
  const claim = readClaim(run);
  if (claim !== undefined && isAlive(claim))
    return { ...about, what: "in-use", detail: `a run uses it (process ${claim.pid})`, ok: true };
  if (dryRun) return { ...about, detail: `${name}: ${removalCommand(record)}`, ok: true };
  try {
    const { api } = await reach(mine?.server.url === record.server ? mine : await recorded(record), 0);
    try {
      const done = await removeNamespace(api, record);
      writeRecord(folder, { ...record, removed: true });
      // Whatever the folder of a run says, it was none that claimed a cluster of ours.
      if (!run.startsWith(namePrefix)) await releaseClaim(run, "gone");
      return { ...about, detail: `${name}: ${done}`, ok: true };
    } finally {
      api.close();
    }
  } catch (error) {
    return { ...about, detail: `${name}: ${messageOf(error)}; by hand: ${removalCommand(record)}`, ok: false };
  }
}

/**
 * The context that a run's folder names. The folder may be somebody else's, so nothing is run, and no other file's content
 * is sent anywhere, because it says so; throws UsageError with what a person can do instead.
 */
async function recorded({ kubeconfig, context, server }: NamespaceRecord): Promise<Chosen> {
  const instead = "choose it yourself: npm run chaos -- clean --kubeconfig FILE --context NAME";
  if (kubeconfig.length === 0) throw new UsageError(`it was made by a pod for its own cluster: ${instead}`);
  const [file = "", ...more] = kubeconfig;
  const chosen = await choose({ kubeconfig: more.length === 0 ? file : kubeconfig, context });
  const { is } = chosen.source.authorization;
  if (is === "exec" || is === "oidc" || is === "token-file")
    throw new UsageError(
      `the context that the run's folder names shows who it is by ${describeIdentity(chosen.source)}, which is used only where a person chose it: ${instead}`,
    );
  if (chosen.server.url !== server)
    throw new UsageError(`that context leads to another server by now, ${chosen.server.url}: ${instead}`);
  return chosen;
}
