import type { Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { type Captured, defineFault, type FaultContext, type FaultSpec, faultOn } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedPods } from "../node-tools/captured.ts";
import { operator } from "../node-tools/drain.ts";
import { captureUncut, cutPods, droppedPackets, mendCut, rulesLook } from "../node-tools/firewall.ts";
import { readKubectl } from "../node-tools/kubectl.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { tryToReach } from "../node-tools/reach.ts";

/** A port that nobody listens on: a pod that is reached refuses at once. */
const closedPort = 9;

/** Cuts the traffic of the target's pods until the fault is over. */
export function podPartition(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

function read(runtime: NodeRuntime, context: FaultContext, ...words: string[]): Promise<string> {
  return readKubectl(runtime, operator(context), ...words);
}

/** The addresses of the pod that is looked at: one, or one of each family. */
function addressesOf({ pod = "", pod2 }: Captured): string[] {
  return pod2 === undefined ? [pod] : [pod, pod2];
}

/** Those of a pod's addresses that answer from another node, be it with a refusal. */
async function reached(runtime: NodeRuntime, from: string, captured: Captured): Promise<string[]> {
  const addresses = addressesOf(captured);
  const ways = await Promise.all(addresses.map((address) => tryToReach(runtime, from, address, closedPort)));
  return addresses.filter((_, index) => ways[index] !== "silent");
}

function describeReach(captured: Captured, answering: readonly string[], reachedWords: string): string {
  const tell = (address: string) => `${address} ${answering.includes(address) ? reachedWords : "is not reached"}`;
  return addressesOf(captured).map(tell).join(", ");
}

/** The words of a line of kubectl's, apart from the empty ones. */
function wordsOf(line: string): string[] {
  return line.trim().split(/\s+/).filter(Boolean);
}

function peerOf({ node, cluster }: FaultContext): Node {
  const peer = cluster.nodes.find(({ name, role }) => name !== node.name && role === "control-plane");
  if (peer === undefined) throw new PlatformError("target-unfit", `${node.name} has no peer to look from`);
  return peer;
}

const definition = defineFault({
  name: "pod-partition",
  summary: "packets to and from a node's pods, dropped",
  breaks:
    "The network of a node's pods, with rules in its own network namespace that drop what comes to their addresses " +
    "from outside and what leaves from them; the node itself, its kubelet and what runs in its network stay " +
    "connected.",
  fromOutside:
    "The node stays Ready and its pods, whose probes come from the node itself, too: Services go on sending there, " +
    "and nothing comes back.",
  evidence: "The rules count packets, a pod that refused a closed port before does not answer, and the node is Ready.",
  targetRoles: ["worker"],
  sustained: true,
  describe: () => "traffic of its pods with everything outside of the node dropped",
  capture: async (runtime, context) => {
    const { name } = context.node;
    await captureUncut(runtime, name, "POD");
    const ranges = await read(runtime, context, "get", "node", name, "-o", "jsonpath={.spec.podCIDRs[*]}");
    const where = [`--field-selector=spec.nodeName=${name},status.phase=Running`, "-o"];
    const each = 'jsonpath={range .items[*]}{.status.podIPs[*].ip}{" "}{.spec.hostNetwork}{"\\n"}{end}';
    const pods = (await read(runtime, context, "get", "pods", "-A", ...where, each)).split("\n");
    const [range, range2] = wordsOf(ranges);
    const [pod, pod2] = pods.map(wordsOf).find((words) => words.length > 0 && !words.includes("true")) ?? [];
    if (range === undefined || pod === undefined)
      throw new PlatformError("target-unfit", `${name} runs no pod with an address of its own that could be cut off`);
    const from = peerOf(context).name;
    const second = range2 === undefined || pod2 === undefined ? {} : { range2, pod2 };
    const captured = { range, pod, ...second };
    const addresses = addressesOf(captured);
    if ((await reached(runtime, from, captured)).length < addresses.length)
      throw new PlatformError(
        "target-down",
        `${from} does not reach ${addresses.join(" and ")} on ${name} already: there is nothing to cut`,
      );
    return captured;
  },
  captured: capturedPods,
  inject: ({ node }, _params, { range = "<addresses of its pods>", range2 }) => [
    cutPods(node.name, range2 === undefined ? [range] : [range, range2]),
  ],
  undo: ({ node }) => [mendCut(node.name, "POD")],
  active: async (runtime, context, _params, captured) => {
    const before = await droppedPackets(runtime, context.node, "POD", "in");
    const answering = await reached(runtime, peerOf(context).name, captured);
    // What was dropped before says nothing of now.
    const packets = await droppedPackets(runtime, context.node, "POD", "in");
    const node = await read(
      runtime,
      context,
      "get",
      "node",
      context.node.name,
      "-o",
      'jsonpath={.status.conditions[?(@.type=="Ready")].status}',
    );
    return {
      proven: answering.length === 0 && packets > before && node === "True",
      detail: `${packets} packets to its pods dropped, ${describeReach(captured, answering, "is still reached")}, the node is ${node === "True" ? "Ready" : "not Ready"}`,
    };
  },
  healed: async (runtime, context, _params, captured) => {
    if (await isLeft(runtime, rulesLook(context.node.name, "POD")))
      return { proven: false, detail: "rules that drop packets are still there" };
    const answering = await reached(runtime, peerOf(context).name, captured);
    return {
      proven: answering.length === addressesOf(captured).length,
      detail: `no rule is left, ${describeReach(captured, answering, "is reached")}`,
    };
  },
  leftovers: ({ node }) => [rulesLook(node.name, "POD")],
});

export default definition;
