// Breaks: a node at once, with SIGKILL of its container, and has an operator declare it out of service with the taint of that name, so that
// Kubernetes takes its pods away without waiting for it.
// From outside: as a killed node; besides, pods that would stay on it for ever, those of StatefulSets, are deleted and made anew elsewhere.
import { PlatformError } from "../model/errors.ts";
import type { Evidence, FaultDefinition, FaultSpec, Place, World } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { captureContainer, containerBack, containerDown, type NoParams, noParams } from "../node-tools/container.ts";
import { operator } from "../node-tools/drain.ts";
import { kubectl } from "../node-tools/kubectl.ts";

const taint = "node.kubernetes.io/out-of-service";

/** Kills the target's container and declares the node out of service; takes both back when the fault is over. */
export function nodeOutOfService(on: TargetSpec): FaultSpec {
  return { fault: "node-out-of-service", target: on, params: {} };
}

async function isDeclared(world: World, place: Place): Promise<Evidence> {
  const read = kubectl("get", "node", place.node.name, "-o", "jsonpath={.spec.taints[*].key}");
  const { stdout, stderr, exitCode } = await world.exec(operator(place), read);
  if (exitCode !== 0) return { proven: false, detail: stderr.trim() };
  const proven = stdout.split(/\s+/).includes(taint);
  return { proven, detail: proven ? "declared out of service" : "not declared out of service" };
}

const definition: FaultDefinition<NoParams> = {
  name: "node-out-of-service",
  params: noParams,
  hits: ["worker"],
  lasts: true,
  describe: () => "node killed and declared out of service",
  capture: async (world, place) => {
    if ((await isDeclared(world, place)).proven)
      throw new PlatformError("target-down", `${place.node.name} is declared out of service already`);
    return captureContainer(world, place);
  },
  inject: (place) => [
    { do: "kill", node: place.node.name },
    {
      do: "exec",
      node: operator(place),
      argv: kubectl("taint", "node", place.node.name, `${taint}=nodeshutdown:NoExecute`, "--overwrite"),
    },
  ],
  undo: (place) => [
    {
      do: "exec",
      node: operator(place),
      // A taint that is not there cannot be taken away, which is as good.
      argv: [
        "sh",
        "-c",
        `${kubectl("taint", "node", place.node.name, `${taint}-`).join(" ")} 2>&1 | grep -E "untainted|not found"`,
      ],
    },
    { do: "start", node: place.node.name, network: place.cluster.network, address: place.node.address },
  ],
  active: async (world, place) => {
    const [down, declared] = [await containerDown(world, place), await isDeclared(world, place)];
    return { proven: down.proven && declared.proven, detail: `${down.detail}, ${declared.detail}` };
  },
  healed: async (world, place, _params, facts) => {
    const [back, declared] = [await containerBack(world, place, facts), await isDeclared(world, place)];
    return { proven: back.proven && !declared.proven, detail: `${back.detail}, ${declared.detail}` };
  },
};

export default definition;
