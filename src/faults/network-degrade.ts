// Each of the three forms needs its own part of the kernel; a kernel without netem can lose and throttle, but not
// delay.
import { z } from "zod";
import type { Action } from "../model/action.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedContainer } from "../node-tools/captured.ts";
import { captureContainer } from "../node-tools/container.ts";
import { captureUncut, droppedPackets, lose, mendCut, rulesLook } from "../node-tools/firewall.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { scriptWords } from "../node-tools/script.ts";

const params = z
  .strictObject({
    delayMs: z.number().min(0).max(10_000).default(0),
    /** Delays vary by so much, at random. */
    jitterMs: z.number().min(0).max(10_000).default(0),
    lossPercent: z.number().min(0).max(100).default(0),
    /** Kilobits a second; 0 is no limit. */
    rateKbit: z.int().min(0).default(0),
  })
  .refine(({ delayMs, lossPercent, rateKbit }) => delayMs + lossPercent + rateKbit > 0, {
    error: "says neither delayMs nor lossPercent nor rateKbit: nothing would be slow",
  });
type Params = z.infer<typeof params>;

/** Makes what the target sends late, lossy or narrow until the fault is over. */
export function networkDegrade(on: TargetSpec, quality: Partial<Params>): FaultSpec {
  const params = { delayMs: 0, jitterMs: 0, lossPercent: 0, rateKbit: 0, ...quality };
  return faultOn(definition, on, params);
}

/** Handles of the queues, "KC" and one more: what has another is not this fault's. */
const handles = { root: "4b43:", child: "4b44:" } as const;

/**
 * Delays by $1 ms, give or take $2 ms, and limits to $3 kbit/s; 0 is neither. The delay is outside, the rate inside.
 * Burst and queue of the token bucket: one packet as large as the kernel makes them, and what a router would hold.
 */
const queueScript = [
  `set -e; at="root handle ${handles.root}"`,
  `if [ "$1" != 0 ]; then tc qdisc add dev eth0 $at netem delay "$1ms" "$2ms"; at="parent ${handles.root}1 handle ${handles.child}"; fi`,
  `if [ "$3" != 0 ]; then tc qdisc add dev eth0 $at tbf rate "$3kbit" burst 64kb latency 400ms; fi`,
].join("\n");

/** Takes this fault's queues away and no others; another may do so at the same time. */
const unqueueScript = [
  `gone() { queues=$(tc qdisc show dev eth0) || exit; case $queues in *" ${handles.root} "*) return 1;; esac; }`,
  `gone || tc qdisc del dev eth0 root handle ${handles.root} || gone`,
].join("\n");

function addQueues(node: string, numbers: readonly number[]): Action {
  return { do: "exec", node, argv: scriptWords(queueScript, ...numbers.map(String)) };
}

function takeQueuesAway(node: string): Action {
  return { do: "exec", node, argv: scriptWords(unqueueScript) };
}

/** Sends so many small packets to the address $1 that a share of them is surely lost. */
const sendScript = `for n in $(seq 200); do echo x >"/dev/udp/$1/9"; done 2>/dev/null; true`;

async function sendSome(runtime: NodeRuntime, node: string, to: string): Promise<void> {
  await runtime.look(node, ["bash", "-c", sendScript, "kind-chaos", to]);
}

/** A queue of this fault's own that delays or throttles what a node sends. */
function queueLook(node: string): CommandLook {
  return {
    what: "queues that delay or throttle",
    node,
    argv: ["tc", "qdisc", "show", "dev", "eth0"],
    isLeft: ({ stdout }) => Object.values(handles).some((handle) => stdout.includes(` ${handle} `)),
    mend: [takeQueuesAway(node)],
  };
}

const definition = defineFault({
  name: "network-degrade",
  summary: "what a node sends: late, lossy or narrow",
  breaks:
    "The quality of what a node sends: later (netem), with losses (a random share of packets dropped), at a " +
    "limited rate (a token bucket).",
  fromOutside: "Answers of that node are late, or come after retransmissions; nothing is refused.",
  evidence: "The queues have passed packets, and the rule has dropped some.",
  params,
  targetRoles: ["control-plane", "worker", "etcd"],
  sustained: true,
  describe: ({ delayMs, jitterMs, lossPercent, rateKbit }) => {
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
  capture: async (runtime, context) => {
    const { name } = context.node;
    await captureUncut(runtime, name, "LOSS");
    if (await isLeft(runtime, queueLook(name)))
      throw new PlatformError("target-down", `queues of the same fault are on ${name} already`);
    return captureContainer(runtime, context);
  },
  captured: capturedContainer,
  inject: ({ node }, { delayMs, jitterMs, rateKbit, lossPercent }) => [
    ...(delayMs + rateKbit > 0 ? [addQueues(node.name, [delayMs, jitterMs, rateKbit])] : []),
    ...(lossPercent > 0 ? [lose(node.name, lossPercent)] : []),
  ],
  undo: ({ node }) => [takeQueuesAway(node.name), mendCut(node.name, "LOSS")],
  active: async (runtime, { node, cluster }, { lossPercent, delayMs, rateKbit }) => {
    const peer = cluster.nodes.find((other) => other.name !== node.name);
    await sendSome(runtime, node.name, peer?.address ?? node.address);
    const { stdout } = await runtime.look(node.name, ["tc", "-s", "qdisc", "show", "dev", "eth0"]);
    const queued = [...stdout.matchAll(/^qdisc (netem|tbf) .*\n Sent \d+ bytes (\d+) pkt/gm)];
    const passed = queued
      .filter(([, , packets]) => Number(packets) > 0)
      .map(([, kind, packets]) => `${packets} by ${kind}`);
    const wanted = Number(delayMs > 0) + Number(rateKbit > 0);
    const dropped = lossPercent > 0 ? await droppedPackets(runtime, node, "LOSS", "out") : 0;
    return {
      proven: passed.length === wanted && (lossPercent === 0 || dropped > 0),
      detail: `packets passed: ${passed.join(", ") || "none by a queue"}; dropped at random: ${dropped}`,
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
