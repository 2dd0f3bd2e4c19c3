import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ExecResult, NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";

/** Stops the target's kubelet until the fault is over. */
export function kubeletStop(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

/** What systemd says of the unit, and how many kubelets run. */
async function look(
  runtime: NodeRuntime,
  node: string,
): Promise<{ active: boolean; processes: number; detail: string }> {
  const { stdout } = await runtime.exec(node, ["sh", "-c", "systemctl is-active kubelet; pgrep -xc kubelet; true"]);
  const [state = "unknown", count = "0"] = stdout.trim().split("\n");
  return {
    active: state === "active",
    processes: Number(count),
    detail: `systemd calls the kubelet ${state}, ${count} processes`,
  };
}

const definition = defineFault({
  name: "kubelet-stop",
  summary: "the kubelet, stopped as a service",
  breaks: "The agent of a node, stopped as a service: its containers go on and nobody looks after them.",
  fromOutside:
    "The node is NotReady when its lease has run out; its pods serve until then, and are moved away where " +
    "tolerations end.",
  evidence: "Systemd says that the unit is not active, and no process runs.",
  targetRoles: ["control-plane", "worker"],
  sustained: true,
  describe: () => "kubelet stopped (its containers go on)",
  capture: async (runtime, { node }) => {
    const { active, detail } = await look(runtime, node.name);
    if (!active) throw new PlatformError("target-down", `no kubelet to stop on ${node.name}: ${detail}`);
    return {};
  },
  inject: ({ node }) => [{ do: "exec", node: node.name, argv: ["systemctl", "stop", "kubelet"] }],
  undo: ({ node }) => [{ do: "exec", node: node.name, argv: ["systemctl", "start", "kubelet"] }],
  active: async (runtime, { node }) => {
    const { active, processes, detail } = await look(runtime, node.name);
    return { proven: !active && processes === 0, detail };
  },
  healed: async (runtime, { node }) => {
    const { active, processes, detail } = await look(runtime, node.name);
    return { proven: active && processes > 0, detail };
  },
  leftovers: ({ node }) => [
    {
      what: "a stopped kubelet",
      node: node.name,
      argv: ["systemctl", "is-active", "kubelet"],
      isLeft: ({ stdout }: ExecResult) => stdout.trim() !== "active",
    },
  ],
});

export default definition;
