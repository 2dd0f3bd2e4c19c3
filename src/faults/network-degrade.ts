// Each of the three forms needs its own part of the kernel; a kernel without netem can lose and throttle, but not
// delay.
import { z } from "zod";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { captureContainer } from "../node-tools/container.ts";
import { droppedPackets, loseScript, mendScript, rulesLook } from "../node-tools/firewall.ts";
import { isLeft } from "../node-tools/leftovers.ts";

const params = z
  .strictObject({
    delayMs: z.number().min(0).max(10_000),
    /** Delays vary by so much, at random. */
    jitterMs: z.number().min(0).max(10_000),
    lossPercent: z.number().min(0).max(100),
    /** Kilobits a second; 0 is no limit. */
    rateKbit: z.int().min(0),
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

/** Burst and queue of the token bucket: one packet as large as the kernel makes them, and what a router would hold. */
const bucket = "burst 64kb latency 400ms";

function disciplines({ delayMs, jitterMs, rateKbit }: Params): string[] {
  const netem = delayMs > 0 ? [`netem delay ${delayMs}ms ${jitterMs}ms`] : [];
  const tbf = rateKbit > 0 ? [`tbf rate ${rateKbit}kbit ${bucket}`] : [];
  return [...netem, ...tbf].map((kind, index) => {
    const context = index === 0 ? "root handle 1:" : "parent 1:1 handle 2:";
    return `tc qdisc add dev eth0 ${context} ${kind}`;
  });
}

/** Sends so many small packets that a share of them is surely lost. */
async function sendSome(runtime: NodeRuntime, node: string, to: string): Promise<void> {
  const script = `for n in $(seq 200); do echo x > /dev/udp/${to}/9; done 2>/dev/null; true`;
  await runtime.look(node, ["bash", "-c", script]);
}

/** A queue that delays or throttles what a node sends. */
function queueLook(node: string): CommandLook {
  return {
    what: "queues that delay or throttle",
    node,
    argv: ["tc", "qdisc", "show", "dev", "eth0"],
    isLeft: ({ stdout }) => /netem|tbf/.test(stdout),
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
  capture: captureContainer,
  inject: ({ node }, params) => {
    const loss = params.lossPercent > 0 ? [loseScript(params.lossPercent)] : [];
    return [{ do: "exec", node: node.name, argv: ["sh", "-c", [...disciplines(params), ...loss].join(" && ")] }];
  },
  undo: ({ node }) => [
    { do: "exec", node: node.name, argv: ["sh", "-c", `tc qdisc del dev eth0 root 2>/dev/null; ${mendScript}`] },
  ],
  active: async (runtime, { node, cluster }, { lossPercent, delayMs, rateKbit }) => {
    const peer = cluster.nodes.find((other) => other.name !== node.name);
    await sendSome(runtime, node.name, peer?.address ?? node.address);
    const { stdout } = await runtime.look(node.name, ["tc", "-s", "qdisc", "show", "dev", "eth0"]);
    const queued = [...stdout.matchAll(/^qdisc (netem|tbf) .*\n Sent \d+ bytes (\d+) pkt/gm)];
    const passed = queued
      .filter(([, , packets]) => Number(packets) > 0)
      .map(([, kind, packets]) => `${packets} by ${kind}`);
    const wanted = Number(delayMs > 0) + Number(rateKbit > 0);
    const dropped = lossPercent > 0 ? await droppedPackets(runtime, node.name, "out") : 0;
    return {
      proven: passed.length === wanted && (lossPercent === 0 || dropped > 0),
      detail: `packets passed: ${passed.join(", ") || "none by a queue"}; dropped at random: ${dropped}`,
    };
  },
  healed: async (runtime, { node }) => {
    const looks = [queueLook(node.name), rulesLook(node.name)];
    for (const look of looks)
      if (await isLeft(runtime, look)) return { proven: false, detail: `${look.what} are left` };
    return { proven: true, detail: "no queue and no rule is left" };
  },
  leftovers: ({ node }) => [queueLook(node.name), rulesLook(node.name)],
});

export default definition;
