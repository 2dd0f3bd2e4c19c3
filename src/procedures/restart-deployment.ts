import { z } from "zod";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { workloadName } from "../model/workload.ts";
import { kubectl } from "../node-tools/kubectl.ts";
import { deploymentRenewed } from "../node-tools/renewed-deployment.ts";

/**
 * How long a Deployment gets until all its replicas are new, seconds; measured: 8 s for three replicas that take 5 s to
 * end.
 */
const limitSeconds = 90;

const params = z
  .strictObject({
    deployment: z.string().min(1),
    /** Empty for the run's own namespace. */
    namespace: z.string().default(""),
  })
  .refine(({ deployment, namespace }) => namespace !== "" || deployment === workloadName, {
    path: ["deployment"],
    error: `the run's own namespace has one Deployment, "${workloadName}"`,
  });

/** Restarts a Deployment of the run's namespace, or of another, asked for from the target's own kubectl. */
export function restartDeployment(deployment: string, from: TargetSpec, namespace = ""): ProcedureSpec {
  return procedureOn(definition, from, { deployment, namespace });
}

const definition = defineProcedure({
  name: "restart-deployment",
  summary: "a Deployment restarted: its pods are made anew, one after another",
  fromOutside:
    "The Deployment's generation counts up at once; it is done when every replica is a new one and Ready, and no old one is left.",
  params,
  describe: ({ deployment }) => `Deployment ${deployment} restarted, and awaited`,
  actions: ({ node, ...context }, { deployment, namespace }) => {
    const words = ["-n", namespace || context.namespace, "rollout"];
    const timeoutMs = (limitSeconds + 10) * 1_000;
    return [
      { do: "exec", node: node.name, argv: kubectl(...words, "restart", `deployment/${deployment}`) },
      {
        do: "exec",
        node: node.name,
        argv: kubectl(...words, "status", `deployment/${deployment}`, `--timeout=${limitSeconds}s`),
        timeoutMs,
      },
    ];
  },
  replaces: (context, { deployment, namespace }) => ({
    namespace: namespace || context.namespace,
    prefix: `${deployment}-`,
  }),
  done: (runtime, { node, ...context }, { deployment, namespace }) =>
    deploymentRenewed(runtime, node.name, { namespace: namespace || context.namespace, deployment }),
});

export default definition;
