import { join } from "node:path";
import { releaseClaim } from "../cluster/claims.ts";
import { collectLogs, deleteCluster } from "../cluster/lifecycle.ts";
import type { Engine } from "../host/engine.ts";
import { messageOf } from "../model/errors.ts";

/** Collects a cluster's own logs into a run's folder, where they can be had. */
export async function keepLogs(kind: string, cluster: string, folder: string): Promise<void> {
  try {
    await collectLogs(kind, cluster, join(folder, "cluster-logs"));
  } catch (error) {
    // The verdict stands without the logs; a cluster that never came to be has none.
    process.stderr.write(`chaos: no cluster logs: ${messageOf(error)}\n`);
  }
}

/** Ends this process's use of a cluster: it stays for a later run, or is deleted. */
export async function endCluster(engine: Engine, kind: string, cluster: string, keep: boolean): Promise<void> {
  if (!keep) {
    process.stderr.write(`deleting ${cluster}\n`);
    await deleteCluster(engine, kind, cluster);
  }
  await releaseClaim(cluster, keep);
}
