import { describeIdentity } from "../kube/credentials.ts";
import type { KubeconfigChoice } from "../kube/merged-kubeconfig.ts";
import { type Chosen, choose, reach } from "../kube/reach.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import { forgetRecord, isMonitored, keptRecords, type NamespaceRecord } from "../monitor/namespace-record.ts";
import { removalCommand, removeNamespace } from "../monitor/own-namespace.ts";
import type { CleanUpAction } from "./clean-up-action.ts";

/**
 * Removes the namespaces that monitors left behind which died, on whatever clusters these are, as this machine's own
 * records say; no run's folder is read. `choice` is a context that a person chose: only for that one anything is run or
 * read that its user's entry names.
 */
export async function cleanNamespaces(dryRun: boolean, choice: KubeconfigChoice): Promise<CleanUpAction[]> {
  const mine = choice.kubeconfig === undefined && choice.context === undefined ? undefined : await choose(choice);
  const { records, problems } = keptRecords();
  const actions = problems.map(
    (detail): CleanUpAction => ({ what: "undo", cluster: "unknown", detail: plainText(detail), ok: false }),
  );
  for (const record of records) actions.push(await remove(record, dryRun, mine));
  return actions;
}

async function remove(record: NamespaceRecord, dryRun: boolean, mine: Chosen | undefined): Promise<CleanUpAction> {
  const { namespace, run, pid } = record;
  const about = { what: "undo" as const, cluster: plainText(record.server) };
  const name = plainText(`namespace ${namespace} of ${run}`);
  if (isMonitored(record)) return { ...about, what: "in-use", detail: `a run uses it (process ${pid})`, ok: true };
  if (dryRun) return { ...about, detail: `${name}: ${removalCommand(record)}`, ok: true };
  try {
    const { api } = await reach(mine?.server.url === record.server ? mine : await recorded(record), 0);
    try {
      const done = await removeNamespace(api, record);
      forgetRecord(record);
      return { ...about, detail: `${name}: ${done}`, ok: true };
    } finally {
      api.close();
    }
  } catch (error) {
    return { ...about, detail: `${name}: ${messageOf(error)}; by hand: ${removalCommand(record)}`, ok: false };
  }
}

/**
 * The context that a record names. Its kubeconfig may be another's work by now, and nobody may be there to ask, so
 * nothing is run, and no other file's content is sent anywhere, because it says so; throws UsageError with what a person
 * can do instead.
 */
async function recorded({ kubeconfig, context, server }: NamespaceRecord): Promise<Chosen> {
  const instead = "choose it yourself: npx kind-chaos clean --kubeconfig FILE --context NAME";
  if (kubeconfig.length === 0) throw new UsageError(`it was made by a pod for its own cluster: ${instead}`);
  const [file = "", ...more] = kubeconfig;
  const chosen = await choose({ kubeconfig: more.length === 0 ? file : kubeconfig, context });
  const { is } = chosen.source.authorization;
  if (is === "exec" || is === "oidc" || is === "token-file")
    throw new UsageError(
      `the context that the record of the run names shows who it is by ${describeIdentity(chosen.source)}, which is used only where a person chose it: ${instead}`,
    );
  if (chosen.server.url !== server)
    throw new UsageError(`that context leads to another server by now, ${chosen.server.url}: ${instead}`);
  return chosen;
}
