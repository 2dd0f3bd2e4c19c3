import type { LaneSpec, WatchSpec } from "kind-chaos";
import { clusterDns } from "kind-chaos/operations/cluster-dns";
import { watchNodes } from "kind-chaos/operations/watch-nodes";
import { workloadDns } from "kind-chaos/operations/workload-dns";
import { workloadLookup } from "kind-chaos/operations/workload-lookup";
import { write } from "kind-chaos/operations/write";

/**
 * What scenarios about the cluster's DNS watch: two names asked of it from inside, and an application that is reached
 * by address for comparison.
 */
export const dnsLanes: readonly (LaneSpec | WatchSpec)[] = [
  clusterDns({ via: "in-cluster" }),
  workloadLookup({ via: "in-cluster" }),
  workloadDns({ via: "in-cluster", hz: 5 }),
  write({ via: "api", connection: "reused" }),
  watchNodes(),
];
