import type { LaneSpec } from "kind-chaos";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { clusterDns } from "kind-chaos/operations/cluster-dns";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { workloadDns } from "kind-chaos/operations/workload-dns";
import { workloadHttp } from "kind-chaos/operations/workload-http";
import { workloadLookup } from "kind-chaos/operations/workload-lookup";
import { write } from "kind-chaos/operations/write";

/**
 * What every scenario about applications watches: the workload over HTTP through each node's NodePort and from inside,
 * on new and on reused connections; over DNS through each worker and from inside; the cluster's own DNS; and the
 * Kubernetes API as pods reach it.
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
