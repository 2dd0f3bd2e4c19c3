// Breaks: a node at once, with SIGKILL of its container, and has an operator declare it out of service with the taint of that name, so that
// Kubernetes takes its pods away without waiting for it.
// From outside: as a killed node; besides, pods that would stay on it for ever, those of StatefulSets, are deleted and made anew elsewhere.
import { PlatformError } from "../model/errors.ts";
import type { Evidence, FaultContext, FaultDefinition, FaultSpec, NodeRuntime } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { captureContainer, containerBack, containerDown, type NoParams, noParams } from "../node-tools/container.ts";
import { operator } from "../node-tools/drain.ts";
import { kubectl } from "../node-tools/kubectl.ts";

const taint = "node.kubernetes.io/out-of-service";

/** Kills the target's container and declares the node out of service; takes both back when the fault is over. */
export function nodeOutOfService(on: TargetSpec): FaultSpec {
  return { fault: "node-out-of-service", target: on, params: {} };
}

async function isDeclared(runtime: NodeRuntime, context: FaultContext): Promise<Evidence> {
  const read = kubectl("get", "node", context.node.name, "-o", "jsonpath={.spec.taints[*].key}");
  const { stdout, stderr, exitCode } = await runtime.exec(operator(context), read);
  if (exitCode !== 0) return { proven: false, detail: stderr.trim() };
  const proven = stdout.split(/\s+/).includes(taint);
  return { proven, detail: proven ? "declared out of service" : "not declared out of service" };
}

const definition: FaultDefinition<NoParams> = {
  name: "node-out-of-service",
  params: noParams,
  targetRoles: ["worker"],
  sustained: true,
  describe: () => "node killed and declared out of service",
  capture: async (runtime, context) => {
    if ((await isDeclared(runtime, context)).proven)
      throw new PlatformError("target-down", `${context.node.name} is declared out of service already`);
    return captureContainer(runtime, context);
  },
  inject: (context) => [
    { do: "kill", node: context.node.name },
    {
      do: "exec",
      node: operator(context),
      argv: kubectl("taint", "node", context.node.name, `${taint}=nodeshutdown:NoExecute`, "--overwrite"),
    },
  ],
  undo: (context) => [
    {
      do: "exec",
      node: operator(context),
      // A taint that is not there cannot be taken away, which is as good.
      argv: [
        "sh",
        "-c",
        `${kubectl("taint", "node", context.node.name, `${taint}-`).join(" ")} 2>&1 | grep -E "untainted|not found"`,
      ],
    },
    { do: "start", node: context.node.name, network: context.cluster.network, address: context.node.address },
  ],
  active: async (runtime, context) => {
    const [down, declared] = [await containerDown(runtime, context), await isDeclared(runtime, context)];
    return { proven: down.proven && declared.proven, detail: `${down.detail}, ${declared.detail}` };
  },
  healed: async (runtime, context, _params, captured) => {
    const [back, declared] = [await containerBack(runtime, context, captured), await isDeclared(runtime, context)];
    return { proven: back.proven && !declared.proven, detail: `${back.detail}, ${declared.detail}` };
  },
};

export default definition;
