import type { LaneSpec } from "../../model/lane.ts";
import { replicaQuestion } from "../../model/workload.ts";
import { isReplica, readReplica } from "../objects/replica.ts";
import { type DnsLaneOptions, defineOperation, laneOf } from "../operation.ts";

/**
 * A DNS question to the workload over UDP: the way of services that have no connections; each replica answers with its
 * own name.
 */
const operation = defineOperation({
  protocol: "dns",
  name: "workload-dns",
  summary: "an application's answer over UDP, and which replica gave it",
  vias: ["each-worker", "each-node", "in-cluster"],
  destination: "workload-dns",
  question: () => replicaQuestion,
  read: readReplica,
  isDetail: isReplica,
});
export default operation;

/** Lanes of DNS questions to the workload, by default one through each worker's NodePort. */
export function workloadDns(options: DnsLaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
