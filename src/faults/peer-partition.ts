// Breaks: the network between the targets and nothing else: each drops what comes from the others, without a word.
// From outside: nothing at first; all of them answer everybody else. Their etcd members lose each other: where that leaves two of three
// in touch with the leader only one way round, an election may follow.
import type { FaultDefinition, FaultSpec, Place } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { type NoParams, noParams } from "../node-tools/container.ts";
import { captureWay, cutScript, mendScript, wayIsCut, wayIsOpen } from "../node-tools/firewall.ts";

/** Cuts the targets off from each other until the fault is over; two etcd members with the leader among them where nothing is said. */
export function peerPartition(between: TargetSpec = { role: "etcd-members", count: 2, leader: "included" }): FaultSpec {
  return { fault: "peer-partition", target: between, params: {} };
}

function others({ node, targets }: Place) {
  return targets.filter(({ name }) => name !== node.name);
}

const definition: FaultDefinition<NoParams> = {
  name: "peer-partition",
  params: noParams,
  fewestTargets: 2,
  lasts: true,
  describe: () => "nodes cut off from each other (packets between them dropped)",
  capture: (world, place) => captureWay(world, place, others(place)),
  inject: (place) => {
    const addresses = others(place).map(({ address }) => address);
    const script = cutScript({ direction: "in", addresses });
    return [{ do: "exec", node: place.node.name, argv: ["sh", "-c", script] }];
  },
  undo: ({ node }) => [{ do: "exec", node: node.name, argv: ["sh", "-c", mendScript] }],
  active: (world, place, _params, facts) => wayIsCut(world, place, "in", facts),
  healed: (world, place, _params, facts) => wayIsOpen(world, place, facts),
};

export default definition;
