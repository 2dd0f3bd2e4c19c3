import { defineFault, type FaultContext, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { captureWay, cutScript, mendScript, rulesLook, wayIsCut, wayIsOpen } from "../node-tools/firewall.ts";

/**
 * Cuts the targets off from each other until the fault is over; two etcd members with the leader among them where
 * nothing is said.
 */
export function peerPartition(between: TargetSpec = { role: "etcd-members", count: 2, leader: "included" }): FaultSpec {
  return faultOn(definition, between, {});
}

function others({ node, targets }: FaultContext) {
  return targets.filter(({ name }) => name !== node.name);
}

const definition = defineFault({
  name: "peer-partition",
  summary: "packets between the targets alone, dropped",
  breaks: "The network between the targets and nothing else: each drops what comes from the others, without a word.",
  fromOutside:
    "Nothing at first; all of them answer everybody else. Their etcd members lose each other: where that leaves " +
    "two of three in touch with the leader only one way round, an election may follow.",
  evidence: "The rules count packets, and a peer that reached the target before does not.",
  fewestTargets: 2,
  sustained: true,
  describe: () => "nodes cut off from each other (packets between them dropped)",
  capture: (runtime, context) => captureWay(runtime, context, others(context)),
  inject: (context) => {
    const addresses = others(context).map(({ address }) => address);
    const script = cutScript({ direction: "in", addresses });
    return [{ do: "exec", node: context.node.name, argv: ["sh", "-c", script] }];
  },
  undo: ({ node }) => [{ do: "exec", node: node.name, argv: ["sh", "-c", mendScript] }],
  active: (runtime, context, _params, captured) => wayIsCut(runtime, context, "in", captured),
  healed: (runtime, context, _params, captured) => wayIsOpen(runtime, context, captured),
  leftovers: ({ node }) => [rulesLook(node.name)],
});

export default definition;
