// Does: makes the pods of a Deployment anew, one after another, as a person does after a change or to have them spread again.
// From outside: the Deployment's generation counts up at once; it is done when every replica is a new one and Ready.
import { z } from "zod";
import type { ProcedureDefinition, ProcedureSpec } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { kubectl } from "./support/kubectl.ts";

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
  actions: ({ node, ...place }, { deployment, namespace }) => {
    const words = ["-n", namespace || place.namespace, "rollout"];
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
  done: async (world, { node, ...place }, { deployment, namespace }) => {
    const each = "jsonpath={.status.updatedReplicas}/{.status.readyReplicas}/{.spec.replicas}";
    const read = kubectl("-n", namespace || place.namespace, "get", `deployment/${deployment}`, "-o", each);
    const { stdout, stderr, exitCode } = await world.exec(node.name, read);
    const [updated, ready, wanted] = stdout.trim().split("/");
    const proven = exitCode === 0 && updated === wanted && ready === wanted;
    return {
      proven,
      detail: exitCode === 0 ? `${updated} new and ${ready} Ready of ${wanted} replicas` : stderr.trim(),
    };
  },
};

export default definition;
