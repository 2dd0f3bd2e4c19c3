import { defineFault, type FaultContext, type FaultSpec, faultOn } from "../model/fault.ts";
import { addressesOfNode } from "../model/node-addresses.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedWay } from "../node-tools/captured.ts";
import { cutOff, mendCut, rulesLook } from "../node-tools/firewall.ts";
import { captureWay, wayIsCut, wayIsOpen } from "../node-tools/way.ts";

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
    "Nothing at first; all of them answer everybody else. Their etcd members lose each other: a leader that keeps a " +
    "majority keeps its lead, and who lost it stands for election in vain as long as others hear it.",
  evidence: "The rules count packets, and a peer that reached the target before does not.",
  fewestTargets: 2,
  sustained: true,
  describe: () => "nodes cut off from each other (packets between them dropped)",
  capture: (runtime, context) => captureWay(runtime, context, "PEER", others(context)),
  captured: capturedWay,
  inject: (context) => {
    const addresses = others(context).flatMap(addressesOfNode);
    return [cutOff(context.node.name, "PEER", { direction: "in", addresses })];
  },
  undo: ({ node }) => [mendCut(node.name, "PEER")],
  active: (runtime, context, _params, captured) => wayIsCut(runtime, context, "PEER", "in", captured),
  healed: (runtime, context, _params, captured) => wayIsOpen(runtime, context, "PEER", captured),
  leftovers: ({ node }) => [rulesLook(node.name, "PEER")],
});

export default definition;
