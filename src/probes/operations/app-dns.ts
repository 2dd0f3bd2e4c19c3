import type { LaneSpec } from "../../model/lane.ts";
import { type DnsLaneOptions, defineOperation, laneOf } from "../operation.ts";

/** A DNS question to an application of a person's own over UDP; right is any answer with a record. */
const operation = defineOperation({
  protocol: "dns",
  name: "app-dns",
  summary: "a DNS question to your application over UDP",
  vias: ["each-worker", "each-node", "in-cluster"],
  destination: "app-dns",
  question: (_namespace, _services, { ask }) => ({ name: ask?.name ?? ".", type: ask?.type ?? "A" }),
  read: (records) => {
    if (records.length === 0) throw new Error("no record");
    return {};
  },
});
export default operation;

/** Lanes of DNS questions to an application of one's own, by default one through each worker. */
export function appDns(options: DnsLaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
