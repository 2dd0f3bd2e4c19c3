import type { LaneSpec } from "../../model/lane.ts";
import { workloadName } from "../../model/workload.ts";
import { addressOf, addressQuestion } from "../../net/dns-exchange.ts";
import { type DnsLaneOptions, defineOperation, laneOf } from "../operation.ts";

/** The workload's Service, looked up by name as its clients do it; right is the address of that Service. */
const operation = defineOperation({
  protocol: "dns",
  name: "workload-lookup",
  summary: "the workload's service looked up in the cluster's DNS, as its clients do",
  vias: ["in-cluster"],
  destination: "workload-name",
  question: (namespace, services) =>
    addressQuestion(`${workloadName}.${namespace}.svc.cluster.local`, services["workload-http"]?.host),
  read: (records, services) => {
    const address = services["workload-http"]?.host;
    if (address === undefined || addressOf(records) !== address) throw new Error("not the workload's service");
    return {};
  },
});
export default operation;

/** A lane of look-ups of the workload's Service. */
export function workloadLookup(options: DnsLaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
