import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { alsoAnswersThrough } from "../node-tools/answers-through.ts";
import { capturedContainer } from "../node-tools/captured.ts";
import { captureContainer, containerBack, containerDown, startAgain, stoppedLook } from "../node-tools/container.ts";

/** Kills the target's container and starts it again when the fault is over. */
export function nodeKill(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

const definition = defineFault({
  name: "node-kill",
  summary: "a node's container, killed",
  breaks:
    "A whole node at once, with SIGKILL of its container, as a loss of power does but for what the kernel has not " +
    "written to disk.",
  fromOutside:
    "Its published ports refuse at once; to other nodes its address is gone, so that packets to it vanish; it " +
    "stays down until it is started again at the address that it had. Of the load balancer: connections through it " +
    "are cut, API servers answer directly as before.",
  evidence:
    "The engine says that the container ended, and its API port is silent; of the load balancer at the end, an API " +
    "server answers through it again; one that shares a virtual address is asked from the other.",
  targetRoles: ["control-plane", "worker", "etcd", "load-balancer", "balancer"],
  sustained: true,
  halts: true,
  describe: () => "node killed (its container, with SIGKILL)",
  capture: captureContainer,
  captured: capturedContainer,
  inject: ({ node }) => [{ do: "kill", node: node.name }],
  undo: (context, _params, captured) => [startAgain(context, captured)],
  active: (runtime, context, _params, captured) => containerDown(runtime, context, captured),
  healed: async (runtime, context, _params, captured) =>
    alsoAnswersThrough(runtime, context, await containerBack(runtime, context, captured)),
  leftovers: (context) => [stoppedLook(context)],
});

export default definition;
