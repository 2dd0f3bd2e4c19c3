import { basename } from "node:path";
import { removeStaleRules } from "../calibration/packet-filter.ts";
import { isAlive, readClaim, releaseClaim } from "../cluster/claims.ts";
import { deleteCluster } from "../cluster/lifecycle.ts";
import { type OwnedCluster, ownedClusters, withPrefix } from "../cluster/ownership.ts";
import type { Engine } from "../host/engine.ts";
import { openUndoLog, type Undo, unfinishedUndos } from "../journal/undo-log.ts";
import { describeAction } from "../model/action.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { findKind } from "../setup/images/images.ts";
import { carryOut } from "./carry-out.ts";
import type { CleanUpAction } from "./clean-up-action.ts";
import { cleanNamespaces, runFolders } from "./run-namespaces.ts";

/** What is cleaned, and where. */
export interface CleanOptions {
  readonly all?: boolean;
  readonly cluster?: string;
  readonly undoOnly?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly reports: string;
}

/** Finishes what runs that died left broken and deletes their clusters; returns what was done, kept and could not be done. */
export async function clean(engine: Engine, options: CleanOptions): Promise<CleanUpAction[]> {
  const everywhere = options.cluster === undefined;
  const actions: CleanUpAction[] = everywhere ? await cleanFirewall(options) : [];
  if (everywhere) actions.push(...(await cleanNamespaces(options.reports, options.dryRun === true)));
  try {
    await engine.ping();
  } catch (error) {
    // A machine that only monitored needs no engine.
    if (actions.length === 0) throw error;
    return actions;
  }
  const owned = await ownedClusters(engine);
  const clusters = owned.filter(({ name }) => options.cluster === undefined || name === withPrefix(options.cluster));
  const kept = new Set<string>();
  for (const cluster of clusters) {
    const claim = await readClaim(cluster.name);
    if (claim !== undefined && (await isAlive(claim))) {
      kept.add(cluster.name);
      actions.push({ what: "in-use", cluster: cluster.name, detail: `a run uses it (process ${claim.pid})`, ok: true });
    } else if (claim?.kept && !options.all) kept.add(cluster.name);
  }
  actions.push(...(await finishUndos(engine, options, clusters, actions)));
  if (options.undoOnly) return actions;
  for (const cluster of clusters.filter(({ name }) => !kept.has(name)))
    actions.push(await remove(engine, options, cluster));
  for (const name of kept) {
    if (!actions.some((action) => action.cluster === name && action.what === "in-use")) {
      actions.push({ what: "keep", cluster: name, detail: "kept on purpose; --all deletes it", ok: true });
    }
  }
  return actions;
}

/** Takes out what a calibration that was killed left in the firewall. */
async function cleanFirewall({ dryRun }: CleanOptions): Promise<CleanUpAction[]> {
  const rules = await removeStaleRules(dryRun);
  return rules.map((detail) => ({ what: "undo", cluster: "calibrate", detail, ok: true }));
}

/** Takes back what is open in the undo logs, for clusters that no living run uses. */
async function finishUndos(
  engine: Engine,
  options: CleanOptions,
  clusters: readonly OwnedCluster[],
  before: readonly CleanUpAction[],
): Promise<CleanUpAction[]> {
  const actions: CleanUpAction[] = [];
  for (const folder of runFolders(options.reports)) {
    for (const undo of unfinishedUndos(folder)) {
      if (options.cluster !== undefined && undo.cluster !== withPrefix(options.cluster)) continue;
      if (before.some((action) => action.what === "in-use" && action.cluster === undo.cluster)) continue;
      const cluster = clusters.find(({ name }) => name === undo.cluster);
      actions.push(await finishUndo(engine, options, folder, undo, cluster));
    }
  }
  return actions;
}

async function finishUndo(
  engine: Engine,
  options: CleanOptions,
  folder: string,
  undo: Undo,
  cluster: OwnedCluster | undefined,
): Promise<CleanUpAction> {
  const about = { what: "undo" as const, cluster: undo.cluster };
  const name = `${undo.id} of ${basename(folder)}`;
  try {
    // Only containers that are still there, and of a cluster with the harness's and kind's labels, are touched.
    const actions = undo.actions.filter((action) => cluster?.containers.includes(action.node));
    if (options.dryRun)
      return {
        ...about,
        detail: `${name}: ${actions.map(describeAction).join("; ") || "nothing left to undo"}`,
        ok: true,
      };
    const problems = await carryOut((action) => engine.act(action), actions);
    if (problems.length > 0) return { ...about, detail: `${name}: ${problems.join("; ")}`, ok: false };
    openUndoLog(folder).done(undo.id);
    return {
      ...about,
      detail: `${name}: ${actions.length === 0 ? "its cluster is gone" : actions.map(describeAction).join("; ")}`,
      ok: true,
    };
  } catch (error) {
    return { ...about, detail: `${name}: ${messageOf(error)}`, ok: false };
  }
}

async function remove(engine: Engine, options: CleanOptions, cluster: OwnedCluster): Promise<CleanUpAction> {
  const about = {
    what: "delete" as const,
    cluster: cluster.name,
    detail: `${cluster.containers.length} containers and the network`,
  };
  if (options.dryRun) return { ...about, ok: true };
  try {
    await deleteCluster(engine, await findKind(), cluster.name);
    await releaseClaim(cluster.name, false);
    return { ...about, ok: true };
  } catch (error) {
    if (error instanceof PlatformError) return { ...about, detail: error.message, ok: false };
    throw error;
  }
}
