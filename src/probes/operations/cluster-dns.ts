import type { LaneSpec } from "../../model/lane.ts";
import { addressOf, addressQuestion } from "../../net/dns-exchange.ts";
import { type DnsLaneOptions, defineOperation, laneOf } from "../operation.ts";

/** The name that every cluster has; "cluster.local" is kubeadm's and kind's default domain. */
const name = "kubernetes.default.svc.cluster.local";

/**
 * The cluster's DNS service, asked for the API's own Service: right is the address that the API server is reached at
 * from inside.
 */
const operation = defineOperation({
  protocol: "dns",
  name: "cluster-dns",
  summary: "the cluster's own DNS, asked for the API's service from inside",
  vias: ["in-cluster"],
  destination: "cluster-dns",
  question: (_namespace, { api }) => addressQuestion(name, api?.host),
  read: (records, services) => {
    const address = services.api?.host;
    if (address === undefined || addressOf(records) !== address) throw new Error("not the API's service");
    return {};
  },
});
export default operation;

/** A lane of questions to the cluster's DNS. */
export function clusterDns(options: DnsLaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
