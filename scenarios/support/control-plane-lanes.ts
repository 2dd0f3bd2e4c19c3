import type { LaneSpec, WatchSpec } from "kind-chaos";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { etcdStatus } from "kind-chaos/operations/etcd-status";
import { freshRead } from "kind-chaos/operations/fresh-read";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { readyz } from "kind-chaos/operations/readyz";
import { watch } from "kind-chaos/operations/watch";
import { write } from "kind-chaos/operations/write";
import { historyLanes } from "./history-lanes.ts";

/**
 * What every control-plane scenario watches: reads that need etcd's quorum, reads from the cache, and writes, each on
 * new and on reused connections on the way that clients take (the load balancer, or where there is none the one API
 * server); reads that must be as new as the last acknowledged write; what makes the history of the store whole; a watch
 * of what is written; the readiness of each API server and the status of each etcd member directly. Half the rate where
 * limits are seconds: all lanes together may use 15 % of a core.
 */
export const controlPlaneLanes: readonly (LaneSpec | WatchSpec)[] = [
  quorumRead({ via: "api", connection: "new", hz: 5 }),
  quorumRead({ via: "api", connection: "reused" }),
  cachedRead({ via: "api", connection: "new", hz: 5 }),
  cachedRead({ via: "api", connection: "reused" }),
  write({ via: "api", connection: "new", hz: 5 }),
  write({ via: "api", connection: "reused" }),
  freshRead({ via: "api", connection: "reused", hz: 5 }),
  ...historyLanes,
  watch({ via: "api", connection: "reused" }),
  readyz({ via: "each-api-server", connection: "reused", hz: 5 }),
  etcdStatus({ via: "each-etcd-member", connection: "reused", hz: 5 }),
];

/**
 * A watch of each API server itself, as a component beside it has one: for scenarios in which an API server is what
 * fails.
 */
export const directWatches: readonly WatchSpec[] = [watch({ via: "each-api-server", connection: "http2" })];
