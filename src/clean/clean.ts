import { removeStaleRules } from "../calibration/packet-filter.ts";
import { allClaims } from "../cluster/claims.ts";
import { adoptedClusters } from "../cluster/existing/adoption.ts";
import { ownedClusters, withPrefix } from "../cluster/ownership.ts";
import type { Engine } from "../host/engine.ts";
import type { CleanUpAction } from "./clean-up-action.ts";
import type { LeftoverOptions } from "./cluster-leftovers.ts";
import { cleanCluster } from "./clusters.ts";
import { cleanExisting } from "./existing-clusters.ts";
import { removeLostContainers } from "./lost-containers.ts";
import { removeLostRelays } from "./lost-relays.ts";
import { removeObsolete } from "./obsolete-folders.ts";
import { cleanNamespaces } from "./run-namespaces.ts";

/** What is cleaned, and where. */
export interface CleanOptions {
  readonly all?: boolean;
  readonly cluster?: string;
  readonly undoOnly?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  /** The context that a person chose for the namespaces on clusters that are not ours. */
  readonly kubeconfig?: string;
  readonly context?: string;
}

/**
 * Finishes what runs that died left broken and deletes their clusters, but for a person's own, which are given back as
 * they were; returns what was done, kept and could not be done.
 */
export async function clean(
  engine: Engine,
  options: CleanOptions,
  leftovers: Omit<LeftoverOptions, "dryRun"> = {},
): Promise<CleanUpAction[]> {
  const { all = false, undoOnly = false, dryRun = false } = options;
  const everywhere = options.cluster === undefined;
  const actions: CleanUpAction[] = everywhere ? await cleanFirewall(options) : [];
  if (everywhere) actions.push(...(await cleanNamespaces(dryRun, options)));
  try {
    await engine.ping();
  } catch (error) {
    // A machine that only monitored needs no engine.
    if (actions.length === 0) throw error;
    return actions;
  }
  const claims = allClaims();
  const owned = await ownedClusters(engine);
  const adopted = adoptedClusters();
  const named = adopted.find((name) => name === options.cluster);
  // A name of a person's own cluster is not short for one of the harness's.
  const isMeant = (name: string) => everywhere || (named === undefined && name === withPrefix(options.cluster ?? ""));
  const clusters = owned.filter(({ name }) => isMeant(name));
  for (const cluster of clusters)
    actions.push(...(await cleanCluster(engine, cluster, { all, undoOnly, dryRun, ...leftovers })));
  const noted = new Set(adopted);
  if (!undoOnly) actions.push(...(await removeLostRelays(engine, { noted, cluster: options.cluster, all, dryRun })));
  const takes = all && !undoOnly && named !== undefined;
  for (const name of everywhere ? adopted : adopted.filter((one) => one === named))
    actions.push(...(await cleanExisting(engine, name, { takes, undoOnly, dryRun, ...leftovers })));
  if (everywhere && !undoOnly) {
    actions.push(...(await removeLostContainers(engine, { all, dryRun })));
    const there = new Set([...owned.map(({ name }) => name), ...noted]);
    actions.push(...(await removeObsolete(claims, there, await engine.identity(), dryRun)));
  }
  return actions;
}

/** Takes out what a calibration that was killed left in the firewall. */
async function cleanFirewall({ dryRun }: CleanOptions): Promise<CleanUpAction[]> {
  const rules = await removeStaleRules(dryRun);
  return rules.map((detail) => ({ what: "undo", cluster: "calibrate", detail, ok: true }));
}
