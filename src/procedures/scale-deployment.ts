import { z } from "zod";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { workloadName } from "../model/workload.ts";
import { kubectl, readKubectl } from "../node-tools/kubectl.ts";

/** The workload is the one Deployment of the run's namespace. */
const params = z.strictObject({ deployment: z.literal(workloadName), replicas: z.number().int().min(0) });

/** Scales a Deployment of the run's namespace, asked for from the target's own kubectl. */
export function scaleDeployment(deployment: typeof workloadName, replicas: number, from: TargetSpec): ProcedureSpec {
  return procedureOn(definition, from, { deployment, replicas });
}

const definition = defineProcedure({
  name: "scale-deployment",
  summary: "another number of replicas of a Deployment in the run's namespace",
  fromOutside:
    "The Deployment's generation counts up at once; pods come only when the controller manager and the scheduler work.",
  params,
  describe: ({ deployment, replicas }) => `Deployment ${deployment} scaled to ${replicas} replicas`,
  actions: ({ node, namespace }, { deployment, replicas }) => [
    {
      do: "exec",
      node: node.name,
      argv: kubectl("-n", namespace, "scale", `deployment/${deployment}`, `--replicas=${replicas}`),
    },
  ],
  scales: ({ namespace }, { deployment, replicas }) => ({ namespace, name: deployment, replicas }),
  done: async (runtime, { node, namespace }, { deployment, replicas }) => {
    const words = ["-n", namespace, "get", `deployment/${deployment}`, "-o", "jsonpath={.spec.replicas}"];
    const wanted = await readKubectl(runtime, node.name, ...words);
    return { proven: wanted === String(replicas), detail: `${wanted} replicas wanted` };
  },
});

export default definition;
