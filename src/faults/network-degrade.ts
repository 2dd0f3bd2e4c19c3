// Each of the three forms needs its own part of the kernel; a kernel without netem can lose and throttle, but not
// delay. Losses are rules, of which each may be about one peer; delay and rate are queues, of which a network card has
// one for all that leaves by it.
import { z } from "zod";
import type { Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultContext, type FaultSpec, faultOn } from "../model/fault.ts";
import { addressesOfNode } from "../model/node-addresses.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedContainer } from "../node-tools/captured.ts";
import { captureContainer } from "../node-tools/container.ts";
import {
  captureUncut,
  type Direction,
  droppedByRule,
  droppedPackets,
  lose,
  mendCut,
  rulesLook,
  type Side,
  sidesOf,
} from "../node-tools/firewall.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { fewestPackets, sendPackets } from "../node-tools/packets.ts";
import { describePeers, type Peers, peersOf, peersSchema } from "../node-tools/peers.ts";
import { addQueues, queueLook, queuesOf, takeQueuesAway } from "../node-tools/queues.ts";

const params = z
  .strictObject({
    delayMs: z.number().min(0).max(10_000).default(0),
    /** Delays vary by so much, at random. */
    jitterMs: z.number().min(0).max(10_000).default(0),
    lossPercent: z.number().min(0).max(100).default(0),
    /** Kilobits a second; 0 is no limit. */
    rateKbit: z.int().min(0).default(0),
    /** With whom packets are lost. */
    peers: peersSchema.default("all"),
    /** Which of them are lost, seen from the node. */
    direction: z.enum(["out", "in", "both"]).default("out"),
  })
  .refine(({ delayMs, lossPercent, rateKbit }) => delayMs + lossPercent + rateKbit > 0, {
    error: "says neither delayMs nor lossPercent nor rateKbit: nothing would be slow",
  })
  .refine(({ delayMs, rateKbit, ...losses }) => delayMs + rateKbit === 0 || areOfAllSent(losses), {
    error: "peers and direction are of losses alone: a delay or a rate is of everything that the node sends",
  });
type Params = z.infer<typeof params>;

/** On the average so many of the packets that are sent are lost: that a rule drops none of them is next to impossible. */
const surelyLost = 20;
/** What a shell sends within half a second. */
const mostPackets = 4_000;

function areOfAllSent({ peers, direction }: { readonly peers: Peers; readonly direction: Direction }): boolean {
  return peers === "all" && direction === "out";
}

/**
 * Makes what the target sends late, lossy or narrow until the fault is over; or loses a share of what it exchanges with
 * some peers, one way or both.
 */
export function networkDegrade(on: TargetSpec, quality: Partial<Params>): FaultSpec {
  const none: Params = { delayMs: 0, jitterMs: 0, lossPercent: 0, rateKbit: 0, peers: "all", direction: "out" };
  return faultOn(definition, on, { ...none, ...quality });
}

/** Whose packets are lost. */
function lostWith(context: FaultContext, { peers }: Params): readonly string[] | "all" {
  return peers === "all" ? peers : peersOf(context, peers).flatMap(addressesOfNode);
}

/** What of a node's packets is lost, in words. */
function describeLoss({ lossPercent, peers, direction }: Params): string {
  const packets = { in: "of packets to it", out: "of packets from it", both: "of packets both ways" }[direction];
  return `${lossPercent} % ${packets} lost${peers === "all" ? "" : `, with ${describePeers(peers)}`}`;
}

/** With whom packets are exchanged to see some of them lost: with each peer that has a rule, with one where all have the same. */
function met(context: FaultContext, { peers }: Params): readonly Node[] {
  // A load balancer's container may have nothing to send with.
  const others = peersOf(context, peers).toSorted(
    (a, b) => Number(a.role === "load-balancer") - Number(b.role === "load-balancer"),
  );
  return peers === "all" ? others.slice(0, 1) : others;
}

/** Sends some packets that a fault is about, from the node or to it, and counts how many each of its rules drops meanwhile. */
async function countLost(
  runtime: NodeRuntime,
  context: FaultContext,
  params: Params,
  side: Side,
): Promise<readonly number[]> {
  const { node } = context;
  // What all peers have in common is lost of one family where nothing of the other is sent.
  const dropped = async () =>
    params.peers === "all"
      ? [await droppedPackets(runtime, node, "LOSS", side)]
      : droppedByRule(runtime, node, "LOSS", side);
  const [peers, each] = [met(context, params), packetsFor(params)];
  const before = await dropped();
  for (const peer of peers) {
    const [from, to] = side === "out" ? [node, peer] : [peer, node];
    for (const address of addressesOfNode(to)) await sendPackets(runtime, from.name, address, each);
  }
  // Where some of these are surely lost, what was lost before says nothing of now.
  const isSure = peers.length > 0 && each * params.lossPercent >= surelyLost * 100;
  return (await dropped()).map((packets, rule) => packets - (isSure ? (before[rule] ?? 0) : 0));
}

/** So many packets that some are surely lost, as far as they do no harm: queues would overflow by more than a few. */
function packetsFor({ lossPercent, delayMs, rateKbit }: Params): number {
  if (delayMs + rateKbit > 0) return fewestPackets;
  return Math.min(mostPackets, Math.max(fewestPackets, Math.ceil((surelyLost * 100) / lossPercent)));
}

const definition = defineFault({
  name: "network-degrade",
  summary: "what a node sends: late, lossy or narrow",
  breaks:
    "The quality of what a node sends: later (netem), with losses (a random share of packets dropped), at a " +
    "limited rate (a token bucket). Losses may be those with nodes of some roles, one way or both.",
  fromOutside: "Answers of that node are late, or come after retransmissions; nothing is refused.",
  evidence:
    "The queues have passed packets, and the rules of each way drop some of those that each look sends, with each peer.",
  params,
  targetRoles: ["control-plane", "worker", "etcd"],
  sustained: true,
  describe: (params) => {
    const { delayMs, jitterMs, lossPercent, rateKbit } = params;
    if (!areOfAllSent(params)) return `the node's network is lossy: ${describeLoss(params)}`;
    const late = delayMs > 0 ? [`${delayMs} ms late (give or take ${jitterMs} ms)`] : [];
    const lost = lossPercent > 0 ? [`${lossPercent} % lost`] : [];
    const narrow = rateKbit > 0 ? [`at most ${rateKbit} kbit/s`] : [];
    return `what the node sends is slow: ${[...late, ...lost, ...narrow].join(", ")}`;
  },
  unsupported: ({ features }, params) => {
    const needs = [
      ["delay", "sch_netem", params === undefined || params.delayMs > 0],
      ["loss", "xt_statistic", params === undefined || params.lossPercent > 0],
      ["a limited rate", "sch_tbf", params === undefined || params.rateKbit > 0],
    ] as const;
    const lacking = needs.filter(([, feature, wanted]) => wanted && features[feature] === "no");
    if (lacking.length === 0) return undefined;
    return lacking.map(([form, feature]) => `${form} needs ${feature}, which this kernel does not have`).join("; ");
  },
  capture: async (runtime, context, { peers }) => {
    const { name } = context.node;
    if (peers !== "all" && peersOf(context, peers).length === 0)
      throw new PlatformError("target-unfit", `${name} has no peers with whom packets could be lost`);
    await captureUncut(runtime, name, "LOSS");
    if (await isLeft(runtime, queueLook(name)))
      throw new PlatformError("target-down", `queues of the same fault are on ${name} already`);
    return captureContainer(runtime, context);
  },
  captured: capturedContainer,
  inject: (context, params) => {
    const { delayMs, jitterMs, rateKbit, lossPercent, direction } = params;
    const { name } = context.node;
    return [
      ...(delayMs + rateKbit > 0 ? [addQueues(name, { delayMs, jitterMs, rateKbit })] : []),
      ...(lossPercent > 0 ? [lose(name, lossPercent, { direction, addresses: lostWith(context, params) })] : []),
    ];
  },
  undo: ({ node }) => [takeQueuesAway(node.name), mendCut(node.name, "LOSS")],
  active: async (runtime, context, params) => {
    const { node } = context;
    const { lossPercent, delayMs, rateKbit, direction } = params;
    const lost: (readonly number[])[] = [];
    if (lossPercent > 0) {
      for (const side of sidesOf(direction)) lost.push(await countLost(runtime, context, params, side));
    } else await sendPackets(runtime, node.name, peersOf(context, "all")[0]?.address ?? node.address);
    const passed = await queuesOf(runtime, node.name);
    const wanted = Number(delayMs > 0) + Number(rateKbit > 0);
    const dropped = sidesOf(direction).map((side, index) => `${(lost[index] ?? [0]).join(" + ")} ${side}`);
    return {
      proven: passed.length === wanted && lost.every((rules) => rules.length > 0 && rules.every((each) => each > 0)),
      detail: `packets passed: ${passed.join(", ") || "none by a queue"}; dropped at random: ${dropped.join(", ")}`,
    };
  },
  healed: async (runtime, { node }) => {
    const looks = [queueLook(node.name), rulesLook(node.name, "LOSS")];
    for (const look of looks)
      if (await isLeft(runtime, look)) return { proven: false, detail: `there are ${look.what} still` };
    return { proven: true, detail: "no queue and no rule is left" };
  },
  leftovers: ({ node }) => [queueLook(node.name), rulesLook(node.name, "LOSS")],
});

export default definition;
