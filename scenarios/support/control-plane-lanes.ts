import type { LaneSpec } from "../../src/model/lane.ts";
import { cachedRead } from "../../src/probes/operations/cached-read.ts";
import { etcdStatus } from "../../src/probes/operations/etcd-status.ts";
import { quorumRead } from "../../src/probes/operations/quorum-read.ts";
import { readyz } from "../../src/probes/operations/readyz.ts";
import { write } from "../../src/probes/operations/write.ts";

/**
 * What every control-plane scenario watches: reads that need etcd's quorum, reads from the cache, and writes, each on new and on reused
 * connections through the load balancer; the readiness of each API server and the status of each etcd member directly.
 */
export const controlPlaneLanes: readonly LaneSpec[] = [
  quorumRead({ via: "load-balancer", connection: "new" }),
  quorumRead({ via: "load-balancer", connection: "reused" }),
  cachedRead({ via: "load-balancer", connection: "new" }),
  cachedRead({ via: "load-balancer", connection: "reused" }),
  write({ via: "load-balancer", connection: "new" }),
  write({ via: "load-balancer", connection: "reused" }),
  readyz({ via: "each-api-server", connection: "reused" }),
  etcdStatus({ via: "each-etcd-member", connection: "reused", hz: 5 }),
];
