import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedProcess } from "../node-tools/captured.ts";
import {
  captureProcess,
  processesOf,
  type StaticPod,
  staticPodParams,
  stoppedProcessLook,
} from "../node-tools/component.ts";
import { continueProcess, sameProcess, signalProcess } from "../node-tools/processes.ts";

/** Stops a component's process on the target with SIGSTOP until the fault is over. */
export function processPause(component: StaticPod, on: TargetSpec): FaultSpec {
  return faultOn(definition, on, { component });
}

const definition = defineFault({
  name: "process-pause",
  summary: "a component's process, stopped by a signal",
  breaks:
    "One process of a control plane, stopped with SIGSTOP, as a long pause of its runtime or a stuck disk does; " +
    "its kernel goes on.",
  fromOutside:
    "Its port accepts connections and nothing ever comes. The kubelet's liveness probe restarts it in the end " +
    "(kubeadm: 8 times 10 s, with a timeout of 15 s): a fault that is held longer wears off, which the evidence at " +
    "its end notices.",
  evidence: "The very process is in state T; a restart by its liveness probe is noticed.",
  params: staticPodParams,
  targetRoles: ["control-plane", "etcd"],
  component: ({ component }) => component,
  goesOn: true,
  sustained: true,
  describe: ({ component }) => `${component} stopped with SIGSTOP`,
  capture: (runtime, { node }, { component }) => captureProcess(runtime, node.name, component),
  captured: capturedProcess,
  inject: ({ node }, _params, captured) => [signalProcess(node.name, "STOP", captured)],
  undo: ({ node }, _params, captured) => [continueProcess(node.name, captured)],
  active: async (runtime, { node }, { component }, captured) => {
    const running = await processesOf(runtime, node.name, component);
    const same = running.find((process) => sameProcess(process, captured));
    if (same !== undefined)
      return { proven: same.state === "T", detail: `process ${same.pid} is in state ${same.state}` };
    const [other] = running;
    const instead = other === undefined ? "none runs" : `process ${other.pid} runs`;
    return { proven: false, detail: `process ${captured.pid} is gone and ${instead} in its place: it was restarted` };
  },
  healed: async (runtime, { node }, { component }, captured) => {
    const running = await processesOf(runtime, node.name, component);
    const [first] = running;
    if (first === undefined) return { proven: false, detail: `${component} does not run yet` };
    const shown = running.find(({ state }) => state === "T") ?? first;
    const whose = sameProcess(shown, captured) ? "the same" : "another";
    return { proven: shown.state !== "T", detail: `process ${shown.pid}, ${whose}, is in state ${shown.state}` };
  },
  leftovers: ({ node }) => [stoppedProcessLook(node.name)],
});

export default definition;
