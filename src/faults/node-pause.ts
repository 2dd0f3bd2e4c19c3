// Breaks: a whole node, frozen as a virtual machine that is migrated or starved: no process of it runs, its kernel goes on.
// From outside: connections to it are still accepted and then hang; nobody is told. Afterwards its processes find that time has jumped:
// leases are lost, and components that held one exit and are restarted.
import type { FaultDefinition, FaultSpec } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import {
  captureContainer,
  containerGoesOn,
  containerPaused,
  type NoParams,
  noParams,
} from "../node-tools/container.ts";

/** Freezes every process of the target until the fault is over. */
export function nodePause(on: TargetSpec): FaultSpec {
  return { fault: "node-pause", target: on, params: {} };
}

const definition: FaultDefinition<NoParams> = {
  name: "node-pause",
  params: noParams,
  sustained: true,
  describe: () => "node frozen (every process of its container)",
  capture: captureContainer,
  inject: ({ node }) => [{ do: "pause", node: node.name }],
  undo: ({ node }) => [{ do: "unpause", node: node.name }],
  active: containerPaused,
  healed: (runtime, context, _params, captured) => containerGoesOn(runtime, context, captured),
};

export default definition;
