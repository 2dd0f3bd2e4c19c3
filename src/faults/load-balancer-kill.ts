// Breaks: the load balancer before the API servers, with SIGKILL of its container; there is one, so the API's address is gone.
// From outside: its published port refuses at once and connections through it are cut; API servers answer directly as before.
import type { FaultDefinition, FaultSpec } from "../model/fault.ts";
import {
  balancerAnswers,
  captureContainer,
  containerBack,
  containerDown,
  type NoParams,
  noParams,
} from "../node-tools/container.ts";

/** Kills the load balancer and starts it again when the fault is over. */
export function loadBalancerKill(): FaultSpec {
  return { fault: "load-balancer-kill", target: { role: "load-balancer" }, params: {} };
}

const definition: FaultDefinition<NoParams> = {
  name: "load-balancer-kill",
  params: noParams,
  targetRoles: ["load-balancer"],
  sustained: true,
  describe: () => "load balancer killed (its container, with SIGKILL)",
  capture: captureContainer,
  inject: ({ node }) => [{ do: "kill", node: node.name }],
  undo: ({ node, cluster }) => [{ do: "start", node: node.name, network: cluster.network, address: node.address }],
  active: containerDown,
  healed: async (runtime, context, _params, captured) =>
    balancerAnswers(runtime, context, await containerBack(runtime, context, captured)),
};

export default definition;
