import { z } from "zod";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { workloadName } from "../model/workload.ts";
import { kubectl, readKubectl } from "../node-tools/kubectl.ts";

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
  done: async (runtime, { node, ...context }, { deployment, namespace }) => {
    const words = ["-n", namespace || context.namespace, "get"];
    const each = "jsonpath={.status.updatedReplicas}/{.status.readyReplicas}/{.spec.replicas}";
    const set = await readKubectl(runtime, node.name, ...words, `deployment/${deployment}`, "-o", each);
    const pods = await readKubectl(runtime, node.name, ...words, "pods", "-o", "name");
    const [updated, ready, wanted] = set.split("/");
    // Old pods answer for some seconds after they were told to end: what comes next is not to be about them.
    const left = pods.split("\n").filter((name) => name.startsWith(`pod/${deployment}-`)).length - Number(wanted);
    const proven = updated === wanted && ready === wanted && left <= 0;
    return {
      proven,
      detail: `${updated} new and ${ready} Ready of ${wanted} replicas, ${Math.max(0, left)} old ones left`,
    };
  },
});

export default definition;
