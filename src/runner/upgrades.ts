import { bringSoftware } from "../cluster/node-software.ts";
import type { Cluster } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { proceduresOf, versionsOf } from "./plan.ts";
import type { RunRequest } from "./run-request.ts";

/**
 * Brings the software of each version that a run's steps upgrade nodes to, before anything is looked at or measured: it
 * is no part of an upgrade that a registry is fast, and unpacking images keeps a machine busy. Throws PlatformError where
 * it cannot.
 */
export async function bringUpgrades(cluster: Cluster, request: RunRequest): Promise<void> {
  const { engine, loadProcedure, planned, recording } = request;
  const { emit, signal } = recording;
  const { steps } = planned.scenario;
  for (const version of versionsOf(steps, await proceduresOf(steps, loadProcedure))) {
    const nodeImage = planned.software?.[version];
    if (nodeImage === undefined)
      throw new PlatformError("no-software", `no node image of Kubernetes ${version} was named for the upgrade to it`);
    const name = `bring Kubernetes ${version}`;
    emit({ type: "phase", name, edge: "begin" });
    await bringSoftware(engine, cluster, { version, nodeImage, signal, note: (text) => emit({ type: "note", text }) });
    emit({ type: "phase", name, edge: "end" });
  }
}
