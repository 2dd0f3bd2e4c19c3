import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedProcess } from "../node-tools/captured.ts";
import {
  captureProcess,
  processGone,
  processRestarted,
  type StaticPod,
  staticPodParams,
} from "../node-tools/component.ts";
import { signalProcess } from "../node-tools/processes.ts";

/** Kills a component's process on the target with SIGKILL. */
export function processKill(component: StaticPod, on: TargetSpec): FaultSpec {
  return faultOn(definition, on, { component });
}

const definition = defineFault({
  name: "process-kill",
  summary: "a component's process, killed",
  breaks:
    "One process of a control plane or of an external etcd member, with SIGKILL, as a crash or the kernel's " +
    "out-of-memory killer does.",
  fromOutside:
    "Connections to it are reset, its port refuses; the kubelet starts it again, at first within some seconds.",
  evidence: "The very process is gone.",
  params: staticPodParams,
  targetRoles: ["control-plane", "etcd"],
  component: ({ component }) => component,
  sustained: false,
  describe: ({ component }) => `${component} killed with SIGKILL`,
  capture: (runtime, { node }, { component }) => captureProcess(runtime, node.name, component),
  captured: capturedProcess,
  inject: ({ node }, _params, captured) => [signalProcess(node.name, "KILL", captured)],
  // The kubelet starts the process again by itself; nothing of the harness stays behind.
  undo: () => [],
  active: (runtime, { node }, { component }, captured) => processGone(runtime, node.name, component, captured),
  healed: (runtime, { node }, { component }, captured) => processRestarted(runtime, node.name, component, captured),
});

export default definition;
