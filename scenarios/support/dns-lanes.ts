import type { LaneSpec, WatchSpec } from "../../src/model/lane.ts";
import { clusterDns } from "../../src/probes/operations/cluster-dns.ts";
import { watchNodes } from "../../src/probes/operations/watch-nodes.ts";
import { workloadDns } from "../../src/probes/operations/workload-dns.ts";
import { workloadLookup } from "../../src/probes/operations/workload-lookup.ts";
import { write } from "../../src/probes/operations/write.ts";

/** What scenarios about the cluster's DNS watch: two names asked of it from inside, and an application that is reached by address for comparison. */
export const dnsLanes: readonly (LaneSpec | WatchSpec)[] = [
  clusterDns({ via: "in-cluster" }),
  workloadLookup({ via: "in-cluster" }),
  workloadDns({ via: "in-cluster", hz: 5 }),
  write({ via: "api", connection: "reused" }),
  watchNodes(),
];
