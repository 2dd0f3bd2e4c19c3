import type { Evidence } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { readKubectl } from "./kubectl.ts";

/** Whether every replica of a Deployment is a new one and Ready, and no old one is left, asked from a node. */
export async function deploymentRenewed(
  runtime: NodeRuntime,
  node: string,
  { namespace, deployment }: { readonly namespace: string; readonly deployment: string },
): Promise<Evidence> {
  const words = ["-n", namespace, "get"];
  const each = "jsonpath={.status.updatedReplicas}/{.status.readyReplicas}/{.spec.replicas}";
  const set = await readKubectl(runtime, node, ...words, `deployment/${deployment}`, "-o", each);
  const pods = await readKubectl(runtime, node, ...words, "pods", "-o", "name");
  const [updated, ready, wanted] = set.split("/");
  // Old pods answer for some seconds after they were told to end: what comes next is not to be about them.
  const left = pods.split("\n").filter((name) => name.startsWith(`pod/${deployment}-`)).length - Number(wanted);
  return {
    proven: updated === wanted && ready === wanted && left <= 0,
    detail: `${updated || 0} new and ${ready || 0} Ready of ${wanted} replicas, ${Math.max(0, left)} old ones left`,
  };
}
