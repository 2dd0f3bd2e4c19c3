import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { alsoAnswersThrough } from "../node-tools/answers-through.ts";
import { capturedContainer } from "../node-tools/captured.ts";
import { captureContainer, containerGoesOn, containerPaused, frozenLook, letGoOn } from "../node-tools/container.ts";

/** Freezes every process of the target until the fault is over. */
export function nodePause(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

const definition = defineFault({
  name: "node-pause",
  summary: "a node, frozen",
  breaks:
    "A whole node, frozen as a virtual machine that is migrated or starved: no process of it runs, its kernel goes " +
    "on.",
  fromOutside:
    "Connections to it are still accepted and then hang; nobody is told. Afterwards its processes find that time " +
    "has jumped: leases are lost, and components that held one exit and are restarted. Of the load balancer: " +
    "existing connections hang, and go on afterwards.",
  evidence:
    "The engine says that the container is paused, and its API port is silent; of the load balancer at the end, an " +
    "API server answers through it again; one that shares a virtual address is asked from the other.",
  targetRoles: ["control-plane", "worker", "etcd", "load-balancer", "balancer"],
  sustained: true,
  halts: true,
  unsupported: ({ features }) =>
    features.freezer === "no" ? "it needs freezer, which this kernel does not have" : undefined,
  describe: () => "node frozen (every process of its container)",
  capture: captureContainer,
  captured: capturedContainer,
  inject: ({ node }) => [{ do: "pause", node: node.name }],
  undo: (context, _params, captured) => [letGoOn(context, captured)],
  active: (runtime, context, _params, captured) => containerPaused(runtime, context, captured),
  healed: async (runtime, context, _params, captured) =>
    alsoAnswersThrough(runtime, context, await containerGoesOn(runtime, context, captured)),
  leftovers: (context) => [frozenLook(context)],
});

export default definition;
