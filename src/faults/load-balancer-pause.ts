// Breaks: the load balancer before the API servers, frozen: no process of its container runs.
// From outside: its published port accepts connections and nothing ever comes; existing connections hang, and go on afterwards.
import type { FaultDefinition, FaultSpec } from "../model/fault.ts";
import {
  balancerAnswers,
  captureContainer,
  containerGoesOn,
  containerPaused,
  type NoParams,
  noParams,
} from "../node-tools/container.ts";

/** Freezes the load balancer until the fault is over. */
export function loadBalancerPause(): FaultSpec {
  return { fault: "load-balancer-pause", target: { role: "load-balancer" }, params: {} };
}

const definition: FaultDefinition<NoParams> = {
  name: "load-balancer-pause",
  params: noParams,
  targetRoles: ["load-balancer"],
  sustained: true,
  describe: () => "load balancer frozen (every process of its container)",
  capture: captureContainer,
  inject: ({ node }) => [{ do: "pause", node: node.name }],
  undo: ({ node }) => [{ do: "unpause", node: node.name }],
  active: containerPaused,
  healed: async (runtime, context, _params, captured) =>
    balancerAnswers(runtime, context, await containerGoesOn(runtime, context, captured)),
};

export default definition;
