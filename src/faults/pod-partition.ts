import type { Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultContext, type FaultSpec, faultOn } from "../model/fault.ts";
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

/** Whether a pod's address answers from another node, be it with a refusal. */
async function reaches(runtime: NodeRuntime, from: string, address: string): Promise<boolean> {
  return (await tryToReach(runtime, from, address, closedPort)) !== "silent";
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
    const range = await read(runtime, context, "get", "node", name, "-o", "jsonpath={.spec.podCIDR}");
    const where = [`--field-selector=spec.nodeName=${name},status.phase=Running`, "-o"];
    const each = 'jsonpath={range .items[*]}{.status.podIP}{" "}{.spec.hostNetwork}{"\\n"}{end}';
    const pods = (await read(runtime, context, "get", "pods", "-A", ...where, each)).split("\n");
    const pod = pods.map((line) => line.trim()).find((line) => line !== "" && !line.includes("true"));
    if (range === "" || pod === undefined)
      throw new PlatformError("target-unfit", `${name} runs no pod with an address of its own that could be cut off`);
    const from = peerOf(context).name;
    if (!(await reaches(runtime, from, pod)))
      throw new PlatformError(
        "target-down",
        `${from} does not reach ${pod} on ${name} already: there is nothing to cut`,
      );
    return { range, pod };
  },
  captured: capturedPods,
  inject: ({ node }, _params, { range = "<addresses of its pods>" }) => [cutPods(node.name, range)],
  undo: ({ node }) => [mendCut(node.name, "POD")],
  active: async (runtime, context, _params, { pod = "" }) => {
    const reached = await reaches(runtime, peerOf(context).name, pod);
    const packets = await droppedPackets(runtime, context.node.name, "POD", "in");
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
      proven: !reached && packets > 0 && node === "True",
      detail: `${packets} packets to its pods dropped, ${pod} ${reached ? "is still reached" : "is not reached"}, the node is ${node === "True" ? "Ready" : "not Ready"}`,
    };
  },
  healed: async (runtime, context, _params, { pod = "" }) => {
    if (await isLeft(runtime, rulesLook(context.node.name, "POD")))
      return { proven: false, detail: "rules that drop packets are still there" };
    const reached = await reaches(runtime, peerOf(context).name, pod);
    return { proven: reached, detail: `no rule is left, ${pod} ${reached ? "is reached" : "is not reached"}` };
  },
  leftovers: ({ node }) => [rulesLook(node.name, "POD")],
});

export default definition;
