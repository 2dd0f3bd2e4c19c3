import { removeStaleRules } from "../calibration/packet-filter.ts";
import { isAlive, readClaim, releaseClaim } from "../cluster/claims.ts";
import { deleteCluster } from "../cluster/deletion.ts";
import { type OwnedCluster, ownedClusters, withPrefix } from "../cluster/ownership.ts";
import type { Engine } from "../host/engine.ts";
import { PlatformError } from "../model/errors.ts";
import { findKind } from "../setup/images/images.ts";
import type { CleanUpAction } from "./clean-up-action.ts";
import { cleanNamespaces } from "./run-namespaces.ts";
import { finishUndos } from "./undos.ts";

/** What is cleaned, and where. */
export interface CleanOptions {
  readonly all?: boolean;
  readonly cluster?: string;
  readonly undoOnly?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly reports: string;
  /** The context that a person chose for the namespaces on clusters that are not ours. */
  readonly kubeconfig?: string;
  readonly context?: string;
}

/**
 * Finishes what runs that died left broken and deletes their clusters; returns what was done, kept and could not be
 * done.
 */
export async function clean(engine: Engine, options: CleanOptions): Promise<CleanUpAction[]> {
  const everywhere = options.cluster === undefined;
  const actions: CleanUpAction[] = everywhere ? await cleanFirewall(options) : [];
  if (everywhere) actions.push(...(await cleanNamespaces(options.dryRun === true, options)));
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
  const free = clusters.filter(({ name }) => !inUse(actions).has(name));
  actions.push(...(await finishUndos(engine, free, options.dryRun === true)));
  if (options.undoOnly) return actions;
  for (const cluster of clusters.filter(({ name }) => !kept.has(name)))
    actions.push(await remove(engine, options, cluster));
  for (const name of kept) {
    if (!inUse(actions).has(name)) {
      actions.push({ what: "keep", cluster: name, detail: "kept on purpose; --all deletes it", ok: true });
    }
  }
  return actions;
}

/** The clusters that living runs use. */
function inUse(actions: readonly CleanUpAction[]): ReadonlySet<string> {
  return new Set(actions.filter(({ what }) => what === "in-use").map(({ cluster }) => cluster));
}

/** Takes out what a calibration that was killed left in the firewall. */
async function cleanFirewall({ dryRun }: CleanOptions): Promise<CleanUpAction[]> {
  const rules = await removeStaleRules(dryRun);
  return rules.map((detail) => ({ what: "undo", cluster: "calibrate", detail, ok: true }));
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
