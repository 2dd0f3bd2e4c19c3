import type { LaneSpec, WatchSpec } from "../../src/model/lane.ts";
import { cachedRead } from "../../src/probes/operations/cached-read.ts";
import { etcdStatus } from "../../src/probes/operations/etcd-status.ts";
import { quorumRead } from "../../src/probes/operations/quorum-read.ts";
import { readyz } from "../../src/probes/operations/readyz.ts";
import { watch } from "../../src/probes/operations/watch.ts";
import { write } from "../../src/probes/operations/write.ts";

/**
 * What every control-plane scenario watches: reads that need etcd's quorum, reads from the cache, and writes, each on new and on reused
 * connections on the way that clients take (the load balancer, or where there is none the one API server); a watch of what is written, that way and of each API server directly; the readiness of each API server and the status of each etcd member directly.
 */
export const controlPlaneLanes: readonly (LaneSpec | WatchSpec)[] = [
  quorumRead({ via: "api", connection: "new" }),
  quorumRead({ via: "api", connection: "reused" }),
  cachedRead({ via: "api", connection: "new" }),
  cachedRead({ via: "api", connection: "reused" }),
  write({ via: "api", connection: "new" }),
  write({ via: "api", connection: "reused" }),
  watch({ via: "api", connection: "reused" }),
  watch({ via: "each-api-server", connection: "http2" }),
  readyz({ via: "each-api-server", connection: "reused" }),
  etcdStatus({ via: "each-etcd-member", connection: "reused", hz: 5 }),
];
