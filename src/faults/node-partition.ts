// Breaks: the network of a node, with rules in its own network namespace that drop packets without a word: one way or both, to and from
// everything or the nodes of some roles. Its processes go on and believe that all others are gone.
// From outside: connections hang, none is refused; existing ones stay open for as long as nobody sends. Cut off from everything, its
// published ports still accept (the engine does that) and nothing ever comes. Pods' own addresses count only where everything is cut.
import { z } from "zod";
import type { Node } from "../model/cluster.ts";
import type { FaultDefinition, FaultSpec, Place } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { type Cut, captureWay, cutScript, mendScript, wayIsCut, wayIsOpen } from "../node-tools/firewall.ts";

const params = z.strictObject({
  /** Which packets are lost, seen from the node. */
  direction: z.enum(["in", "out", "both"]),
  /** What it is cut off from. */
  peers: z.enum(["all", "control-planes", "workers", "load-balancer", "etcd-members"]),
  /** Whether nodes that are hit together still reach each other. */
  together: z.boolean(),
});
type Params = z.infer<typeof params>;

/** How long a node that is cut off is given to answer on its published port all the same, milliseconds. */
const answerTimeoutMs = 1_000;

/** Cuts the target off from its peers until the fault is over; from everything, both ways, where nothing is said. */
export function nodePartition(on: TargetSpec, options: Partial<Params> = {}): FaultSpec {
  const params = { direction: "both", peers: "all", together: false, ...options };
  return { fault: "node-partition", target: on, params };
}

/** The nodes that a place loses. */
function lost({ node, targets, cluster }: Place, { peers, together }: Params): readonly Node[] {
  const roles = { "control-planes": "control-plane", workers: "worker", "load-balancer": "load-balancer" } as const;
  const external = cluster.nodes.some(({ role }) => role === "etcd");
  const role =
    peers === "etcd-members" ? (external ? "etcd" : "control-plane") : peers === "all" ? peers : roles[peers];
  return cluster.nodes.filter(
    (other) =>
      other.name !== node.name && (role === "all" || other.role === role) && !(together && targets.includes(other)),
  );
}

function cutOf(place: Place, params: Params): Cut {
  if (params.peers !== "all")
    return { direction: params.direction, addresses: lost(place, params).map(({ address }) => address) };
  const fellows = place.targets.filter((other) => params.together && other !== place.node);
  return { direction: params.direction, addresses: "all", spared: fellows.map(({ address }) => address) };
}

const definition: FaultDefinition<Params> = {
  name: "node-partition",
  params,
  hits: ["control-plane", "worker", "load-balancer", "etcd"],
  lasts: true,
  describe: ({ direction, peers }) => {
    const packets = { in: "packets to it", out: "packets from it", both: "packets both ways" }[direction];
    return `node cut off from ${peers === "all" ? "everything" : peers.replaceAll("-", " ")} (${packets} dropped)`;
  },
  capture: (world, place, params) => {
    // Who tries from outside is not cut off itself, where there is such a one.
    const peers = lost(place, params).toSorted((a, b) => Number(isHit(place, a)) - Number(isHit(place, b)));
    return captureWay(world, place, peers);
  },
  inject: (place, params) => [
    { do: "exec", node: place.node.name, argv: ["sh", "-c", cutScript(cutOf(place, params))] },
  ],
  undo: ({ node }) => [{ do: "exec", node: node.name, argv: ["sh", "-c", mendScript] }],
  active: async (world, place, { direction, peers }, facts) => {
    const port = peers === "all" ? place.node.ports["6443"] : undefined;
    // At once: each look takes as long as a connection is waited for, and the fault goes on meanwhile.
    const [evidence, answers] = await Promise.all([
      wayIsCut(world, place, direction, facts),
      port === undefined ? undefined : world.answersTls(port, answerTimeoutMs),
    ]);
    if (!evidence.proven || answers === undefined) return evidence;
    return {
      proven: !answers,
      detail: `${evidence.detail}, its published port ${answers ? "answers all the same" : "does not answer"}`,
    };
  },
  healed: (world, place, _params, facts) => wayIsOpen(world, place, facts),
};

function isHit({ targets }: Place, node: Node): boolean {
  return targets.some(({ name }) => name === node.name);
}

export default definition;
