// Breaks: a node in the way that operators take one out of service: drained through the Eviction API, shut down in order, later started at
// the address that it had and uncordoned.
// From outside: its pods have moved before it goes down; its published ports refuse until it is back.
import { z } from "zod";
import type { FaultDefinition, FaultSpec } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { captureContainer, containerBack, containerDown } from "../node-tools/container.ts";
import { captureSchedulable, cordoned, drainCommand, endDrainCommand, operator } from "../node-tools/drain.ts";

const params = z.strictObject({
  /** When kubectl gives up draining. */
  drainSeconds: z.int().min(1).max(300),
  /** What still runs so long after the node was asked to stop is killed. */
  stopSeconds: z.int().min(1).max(300),
});
type Params = z.infer<typeof params>;

/** Drains the target and shuts it down; starts and uncordons it when the fault is over. */
export function nodeMaintenance(on: TargetSpec, options: Partial<Params> = {}): FaultSpec {
  return { fault: "node-maintenance", target: on, params: { drainSeconds: 120, stopSeconds: 120, ...options } };
}

const definition: FaultDefinition<Params> = {
  name: "node-maintenance",
  params,
  hits: ["worker"],
  lasts: true,
  describe: () => "node drained and shut down in order",
  capture: async (world, place) => {
    await captureSchedulable(world, place);
    return captureContainer(world, place);
  },
  inject: (place, { drainSeconds, stopSeconds }) => [
    {
      do: "exec",
      node: operator(place),
      argv: drainCommand(place, drainSeconds),
      timeoutMs: (drainSeconds + 10) * 1_000,
    },
    { do: "stop", node: place.node.name, limitSeconds: stopSeconds },
  ],
  undo: (place) => [
    { do: "start", node: place.node.name, network: place.cluster.network, address: place.node.address },
    { do: "exec", node: operator(place), argv: endDrainCommand(place) },
  ],
  active: async (world, place) => {
    const [down, cordon] = [await containerDown(world, place), await cordoned(world, place)];
    return { proven: down.proven && cordon.proven, detail: `${cordon.detail}, ${down.detail}` };
  },
  healed: async (world, place, _params, facts) => {
    const [back, cordon] = [await containerBack(world, place, facts), await cordoned(world, place)];
    const proven = back.proven && cordon.detail === "schedulable";
    return { proven, detail: `${back.detail}, ${cordon.detail}` };
  },
};

export default definition;
