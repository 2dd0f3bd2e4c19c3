import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { isAlive, readClaim, releaseClaim } from "../cluster/claims.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import {
  type NamespaceRecord,
  openRecord,
  removalCommand,
  removeNamespace,
  writeRecord,
} from "../monitor/own-namespace.ts";
import { reach } from "../monitor/preflight.ts";
import type { CleanUpAction } from "./clean-up-action.ts";

/** Removes the namespaces that monitors left behind which died, on whatever clusters these are. */
export async function cleanNamespaces(reports: string, dryRun: boolean): Promise<CleanUpAction[]> {
  const actions: CleanUpAction[] = [];
  for (const folder of runFolders(reports)) {
    const record = openRecord(folder);
    if (record !== undefined) actions.push(await remove(folder, record, dryRun));
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

async function remove(folder: string, record: NamespaceRecord, dryRun: boolean): Promise<CleanUpAction> {
  const { namespace, run, server, kubeconfig, context } = record;
  const about = { what: "undo" as const, cluster: server };
  const name = `namespace ${namespace} of ${run}`;
  const claim = await readClaim(run);
  if (claim !== undefined && (await isAlive(claim)))
    return { ...about, what: "in-use", detail: `a run uses it (process ${claim.pid})`, ok: true };
  if (dryRun) return { ...about, detail: `${name}: ${removalCommand(record)}`, ok: true };
  try {
    const { api } = await reach(kubeconfig, context, 0);
    try {
      const done = await removeNamespace(api, record);
      writeRecord(folder, { ...record, removed: true });
      await releaseClaim(run, false);
      return { ...about, detail: `${name}: ${done}`, ok: true };
    } finally {
      api.close();
    }
  } catch (error) {
    return { ...about, detail: `${name}: ${messageOf(error)}; by hand: ${removalCommand(record)}`, ok: false };
  }
}
