import { z } from "zod";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedContainer } from "../node-tools/captured.ts";
import {
  captureContainer,
  containerBack,
  containerDown,
  endStop,
  stoppedLook,
  stoppingLook,
} from "../node-tools/container.ts";
import { captureSchedulable, cordoned, cordonLook, drain, uncordon } from "../node-tools/drain.ts";

const params = z.strictObject({
  /** When kubectl gives up draining. */
  drainSeconds: z.int().min(1).max(300).default(120),
  /** What still runs so long after the node was asked to stop is killed. */
  stopSeconds: z.int().min(1).max(300).default(120),
});
type Params = z.infer<typeof params>;

/** Drains the target and shuts it down; starts and uncordons it when the fault is over. */
export function nodeMaintenance(on: TargetSpec, options: Partial<Params> = {}): FaultSpec {
  return faultOn(definition, on, { drainSeconds: 120, stopSeconds: 120, ...options });
}

const by = "node-maintenance";

const definition = defineFault({
  name: by,
  summary: "a node, drained and shut down in order",
  breaks:
    "A node in the way that operators take one out of service: drained through the Eviction API, shut down in " +
    "order, later started at the address that it had and uncordoned.",
  fromOutside: "Its pods have moved before it goes down; its published ports refuse until it is back.",
  evidence: "The node is cordoned, and the engine says that its container ended.",
  params,
  targetRoles: ["worker"],
  sustained: true,
  describe: () => "node drained and shut down in order",
  capture: async (runtime, context) => {
    await captureSchedulable(runtime, context);
    return captureContainer(runtime, context);
  },
  captured: capturedContainer,
  inject: (context, { drainSeconds, stopSeconds }) => [
    drain(context, { by, limitSeconds: drainSeconds }),
    { do: "stop", node: context.node.name, limitSeconds: stopSeconds },
  ],
  undo: (context, _params, captured) => [...endStop(context, captured), uncordon(context, by)],
  active: async (runtime, context, _params, captured) => {
    const [down, cordon] = [await containerDown(runtime, context, captured), await cordoned(runtime, context)];
    return { proven: down.proven && cordon.proven, detail: `${cordon.detail}, ${down.detail}` };
  },
  healed: async (runtime, context, _params, captured) => {
    const [back, cordon] = [await containerBack(runtime, context, captured), await cordoned(runtime, context)];
    const proven = back.proven && cordon.detail === "schedulable";
    return { proven, detail: `${back.detail}, ${cordon.detail}` };
  },
  leftovers: (context) => [stoppedLook(context), stoppingLook(context), cordonLook(context)],
});

export default definition;
