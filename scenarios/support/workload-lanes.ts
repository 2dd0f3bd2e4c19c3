import type { LaneSpec } from "../../src/model/lane.ts";
import { cachedRead } from "../../src/probes/operations/cached-read.ts";
import { clusterDns } from "../../src/probes/operations/cluster-dns.ts";
import { quorumRead } from "../../src/probes/operations/quorum-read.ts";
import { workloadDns } from "../../src/probes/operations/workload-dns.ts";
import { workloadHttp } from "../../src/probes/operations/workload-http.ts";
import { workloadLookup } from "../../src/probes/operations/workload-lookup.ts";
import { write } from "../../src/probes/operations/write.ts";

/**
 * What every scenario about applications watches: the workload over HTTP through each node's NodePort and from inside, on new and on reused
 * connections; over DNS through each worker and from inside; the cluster's own DNS; and the Kubernetes API as pods reach it.
 */
export const workloadLanes: readonly LaneSpec[] = [
  workloadHttp({ via: "each-node", connection: "new" }),
  workloadHttp({ via: "each-worker", connection: "reused" }),
  workloadHttp({ via: "in-cluster", connection: "new" }),
  workloadHttp({ via: "in-cluster", connection: "reused" }),
  workloadDns({ via: "each-worker" }),
  workloadDns({ via: "in-cluster" }),
  workloadLookup({ via: "in-cluster" }),
  clusterDns({ via: "in-cluster" }),
  quorumRead({ via: "in-cluster", connection: "reused" }),
  cachedRead({ via: "in-cluster", connection: "new", hz: 5 }),
  write({ via: "in-cluster", connection: "reused", hz: 5 }),
];
