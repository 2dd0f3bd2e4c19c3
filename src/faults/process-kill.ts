// Breaks: one process of a control plane or of an external etcd member, with SIGKILL, as a crash or the kernel's out-of-memory killer does.
// From outside: connections to it are reset, its port refuses; the kubelet starts it again, at first within some seconds.
import type { FaultDefinition, FaultSpec } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import {
  type Component,
  type ComponentParams,
  captureProcess,
  componentParams,
  processGone,
  processRestarted,
} from "../node-tools/component.ts";

/** Kills a component's process on the target with SIGKILL. */
export function processKill(component: Component, on: TargetSpec): FaultSpec {
  return { fault: "process-kill", target: on, params: { component } };
}

const definition: FaultDefinition<ComponentParams> = {
  name: "process-kill",
  params: componentParams,
  hits: ["control-plane", "etcd"],
  lasts: false,
  describe: ({ component }) => `${component} killed with SIGKILL`,
  capture: (world, { node }, { component }) => captureProcess(world, node.name, component),
  inject: ({ node }, _params, facts) => [{ do: "exec", node: node.name, argv: ["kill", "-9", facts.pid ?? "PID"] }],
  // The kubelet starts the process again by itself; nothing of the harness stays behind.
  undo: () => [],
  active: (world, { node }, { component }, facts) => processGone(world, node.name, component, facts),
  healed: (world, { node }, { component }, facts) => processRestarted(world, node.name, component, facts),
};

export default definition;
