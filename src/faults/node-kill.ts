// Breaks: a whole node at once, with SIGKILL of its container, as a loss of power does but for what the kernel has not written to disk.
// From outside: its published ports refuse at once; to other nodes its address is gone, so that packets to it vanish; it stays down until
// it is started again at the address that it had.
import type { FaultDefinition, FaultSpec } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { captureContainer, containerBack, containerDown, type NoParams, noParams } from "../node-tools/container.ts";

/** Kills the target's container and starts it again when the fault is over. */
export function nodeKill(on: TargetSpec): FaultSpec {
  return { fault: "node-kill", target: on, params: {} };
}

const definition: FaultDefinition<NoParams> = {
  name: "node-kill",
  params: noParams,
  sustained: true,
  describe: () => "node killed (its container, with SIGKILL)",
  capture: captureContainer,
  inject: ({ node }) => [{ do: "kill", node: node.name }],
  undo: ({ node, cluster }) => [{ do: "start", node: node.name, network: cluster.network, address: node.address }],
  active: containerDown,
  healed: (runtime, context, _params, captured) => containerBack(runtime, context, captured),
};

export default definition;
