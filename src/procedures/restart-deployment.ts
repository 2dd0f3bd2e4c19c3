// Does: makes the pods of a Deployment anew, one after another, as a person does after a change or to have them spread again.
// From outside: the Deployment's generation counts up at once; it is done when every replica is a new one and Ready, and no old one is left.
import { z } from "zod";
import type { ProcedureDefinition, ProcedureSpec } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { kubectl } from "../node-tools/kubectl.ts";

/** How long a Deployment gets until all its replicas are new, seconds; measured: 8 s for three replicas that take 5 s to end. */
const limitSeconds = 90;

const params = z.strictObject({
  deployment: z.string().min(1),
  /** Empty for the run's own namespace. */
  namespace: z.string(),
});
type Params = z.infer<typeof params>;

/** Restarts a Deployment of the run's namespace, or of another, asked for from the target's own kubectl. */
export function restartDeployment(deployment: string, from: TargetSpec, namespace = ""): ProcedureSpec {
  return { procedure: "restart-deployment", target: from, params: { deployment, namespace } };
}

const definition: ProcedureDefinition<Params> = {
  name: "restart-deployment",
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
    const sets = await runtime.exec(node.name, kubectl(...words, `deployment/${deployment}`, "-o", each));
    const pods = await runtime.exec(node.name, kubectl(...words, "pods", "-o", "name"));
    if (sets.exitCode + pods.exitCode !== 0) return { proven: false, detail: `${sets.stderr} ${pods.stderr}`.trim() };
    const [updated, ready, wanted] = sets.stdout.trim().split("/");
    // Old pods answer for some seconds after they were told to end: what comes next is not to be about them.
    const left =
      pods.stdout.split("\n").filter((name) => name.startsWith(`pod/${deployment}-`)).length - Number(wanted);
    const proven = updated === wanted && ready === wanted && left <= 0;
    return {
      proven,
      detail: `${updated} new and ${ready} Ready of ${wanted} replicas, ${Math.max(0, left)} old ones left`,
    };
  },
};

export default definition;
