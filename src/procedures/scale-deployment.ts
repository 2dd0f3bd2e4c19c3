// Does: asks for another number of replicas of a Deployment in the run's namespace, as a person or an autoscaler does.
// From outside: the Deployment's generation counts up at once; pods come only when the controller manager and the scheduler work.
import { z } from "zod";
import type { ProcedureDefinition, ProcedureSpec } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { kubectl } from "../node-tools/kubectl.ts";

const params = z.strictObject({ deployment: z.string().min(1), replicas: z.number().int().min(0) });
type Params = z.infer<typeof params>;

/** Scales a Deployment of the run's namespace, asked for from the target's own kubectl. */
export function scaleDeployment(deployment: string, replicas: number, from: TargetSpec): ProcedureSpec {
  return { procedure: "scale-deployment", target: from, params: { deployment, replicas } };
}

const definition: ProcedureDefinition<Params> = {
  name: "scale-deployment",
  params,
  describe: ({ deployment, replicas }) => `Deployment ${deployment} scaled to ${replicas} replicas`,
  actions: ({ node, namespace }, { deployment, replicas }) => [
    {
      do: "exec",
      node: node.name,
      argv: kubectl("-n", namespace, "scale", `deployment/${deployment}`, `--replicas=${replicas}`),
    },
  ],
  done: async (runtime, { node, namespace }, { deployment, replicas }) => {
    const read = kubectl("-n", namespace, "get", `deployment/${deployment}`, "-o", "jsonpath={.spec.replicas}");
    const { stdout, stderr, exitCode } = await runtime.exec(node.name, read);
    const proven = exitCode === 0 && stdout.trim() === String(replicas);
    return { proven, detail: exitCode === 0 ? `${stdout.trim()} replicas wanted` : stderr.trim() };
  },
};

export default definition;
