import type { Action } from "../model/action.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ExecResult } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedProcess } from "../node-tools/captured.ts";
import { sameProcess } from "../node-tools/processes.ts";
import { scriptWords } from "../node-tools/script.ts";
import { isDown, lookAtService } from "../node-tools/services.ts";

/** Stops the target's kubelet until the fault is over. */
export function kubeletStop(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

/** Says that it was this fault that stopped the kubelet; goes with the node's own start, at which the kubelet starts. */
const mark = "/run/kind-chaos-kubelet";

const stop = `: >${mark} && systemctl stop kubelet`;

const start = `[ ! -e ${mark} ] || { systemctl start kubelet && rm -f ${mark}; }`;

function startKubelet(node: string): Action {
  return { do: "exec", node, argv: scriptWords(start) };
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
    const { state, processes, detail } = await lookAtService(runtime, node.name, "kubelet");
    const [kubelet] = processes;
    if (state !== "active" || kubelet === undefined)
      throw new PlatformError("target-down", `no kubelet to stop on ${node.name}: ${detail}`);
    return { pid: kubelet.pid, startTime: kubelet.startTime };
  },
  captured: capturedProcess,
  inject: ({ node }) => [{ do: "exec", node: node.name, argv: scriptWords(stop) }],
  undo: ({ node }) => [startKubelet(node.name)],
  active: async (runtime, { node }) => {
    const kubelet = await lookAtService(runtime, node.name, "kubelet");
    return { proven: isDown(kubelet), detail: kubelet.detail };
  },
  healed: async (runtime, { node }, _params, captured) => {
    const { state, processes, detail } = await lookAtService(runtime, node.name, "kubelet");
    const anew = processes.some((kubelet) => !sameProcess(kubelet, captured));
    return { proven: state === "active" && anew, detail };
  },
  leftovers: ({ node }) => [
    {
      what: "a stopped kubelet",
      node: node.name,
      argv: ["test", "-e", mark],
      exits: [0, 1],
      isLeft: ({ exitCode }: ExecResult) => exitCode === 0,
      mend: [startKubelet(node.name)],
    },
  ],
});

export default definition;
