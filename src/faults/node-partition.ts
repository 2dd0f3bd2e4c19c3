import { z } from "zod";
import type { Node } from "../model/cluster.ts";
import { defineFault, type FaultContext, type FaultSpec, faultOn } from "../model/fault.ts";
import { addressesOfNode, loopbackOf } from "../model/node-addresses.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedWay } from "../node-tools/captured.ts";
import { type Cut, cutOff, mendCut, rulesLook } from "../node-tools/firewall.ts";
import { describePeers, peersOf, peersSchema } from "../node-tools/peers.ts";
import { captureWay, wayIsCut, wayIsOpen } from "../node-tools/way.ts";

const params = z.strictObject({
  /** Which packets are lost, seen from the node. */
  direction: z.enum(["in", "out", "both"]).default("both"),
  /** What it is cut off from; the load balancer is kind's own, or the two that share an address. */
  peers: peersSchema.default("all"),
  /** Whether nodes that are hit together still reach each other. */
  together: z.boolean().default(false),
});
type Params = z.infer<typeof params>;

/** How long a node that is cut off is given to answer on its published port all the same, milliseconds. */
const answerTimeoutMs = 1_000;

/** Cuts the target off from its peers until the fault is over; from everything, both ways, where nothing is said. */
export function nodePartition(on: TargetSpec, options: Partial<Params> = {}): FaultSpec {
  const params: Params = { direction: "both", peers: "all", together: false, ...options };
  return faultOn(definition, on, params);
}

/** The nodes that a place loses. */
function lost(context: FaultContext, { peers, together }: Params): readonly Node[] {
  return peersOf(context, peers).filter((other) => !(together && context.targets.includes(other)));
}

function cutOf(context: FaultContext, params: Params): Cut {
  if (params.peers !== "all")
    return { direction: params.direction, addresses: lost(context, params).flatMap(addressesOfNode) };
  const fellows = context.targets.filter((other) => params.together && other !== context.node);
  return { direction: params.direction, addresses: "all", spared: fellows.flatMap(addressesOfNode) };
}

const definition = defineFault({
  name: "node-partition",
  summary: "packets to and from a node, dropped",
  breaks:
    "The network of a node, with rules in its own network namespace that drop packets without a word: one way or " +
    "both, to and from everything or the nodes of some roles. Its processes go on and believe that all others are " +
    "gone.",
  fromOutside:
    "Connections hang, none is refused; existing ones stay open for as long as nobody sends. Cut off from " +
    "everything, its published ports still accept (the engine does that) and nothing ever comes. Pods' own " +
    "addresses count only where everything is cut.",
  evidence:
    "The rules count packets, a peer that reached it before does not, and its published port is silent where " +
    "everything is cut.",
  params,
  targetRoles: ["control-plane", "worker", "load-balancer", "etcd"],
  sustained: true,
  describe: ({ direction, peers }) => {
    const packets = { in: "packets to it", out: "packets from it", both: "packets both ways" }[direction];
    return `node cut off from ${describePeers(peers)} (${packets} dropped)`;
  },
  capture: (runtime, context, params) => {
    // Who tries from outside is not cut off itself, where there is such a one.
    const peers = lost(context, params).toSorted((a, b) => Number(isHit(context, a)) - Number(isHit(context, b)));
    return captureWay(runtime, context, "NODE", peers);
  },
  captured: capturedWay,
  inject: (context, params) => [cutOff(context.node.name, "NODE", cutOf(context, params))],
  undo: ({ node }) => [mendCut(node.name, "NODE")],
  active: async (runtime, context, { direction, peers }, captured) => {
    const port = peers === "all" ? context.node.ports["6443"] : undefined;
    // At once: each look takes as long as a connection is waited for, and the fault goes on meanwhile.
    const [evidence, answers] = await Promise.all([
      wayIsCut(runtime, context, "NODE", direction, captured),
      port === undefined ? undefined : runtime.answersTls(port, answerTimeoutMs, loopbackOf(context.node, "6443")),
    ]);
    if (!evidence.proven || answers === undefined) return evidence;
    return {
      proven: !answers,
      detail: `${evidence.detail}, its published port ${answers ? "answers all the same" : "does not answer"}`,
    };
  },
  healed: (runtime, context, _params, captured) => wayIsOpen(runtime, context, "NODE", captured),
  leftovers: ({ node }) => [rulesLook(node.name, "NODE")],
});

function isHit({ targets }: FaultContext, node: Node): boolean {
  return targets.some(({ name }) => name === node.name);
}

export default definition;
