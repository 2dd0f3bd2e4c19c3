import { type Application, applicationOperations, askOf, protocolOf } from "../../model/application.ts";
import type { Cluster } from "../../model/cluster.ts";
import { laneOf, loadOperation } from "../../probes/operation.ts";
import { silentLanes } from "../first-answers.ts";

/** Longer than an application of the examples takes, which is started already, milliseconds. */
const answerMs = 2_000;

/**
 * The lanes through nodes on which an application does not answer rightly yet, with why not; empty where it does, nobody
 * asks it, or it cannot be asked there. Where its answers are to name their replica, that is one of these pods.
 */
export async function silentWays(
  cluster: Cluster,
  application: Application,
  pods: readonly string[],
): Promise<string[]> {
  const [protocol, asked] = [protocolOf(application), askOf(application)];
  if (protocol === undefined || asked === undefined) return [];
  const operation = await loadOperation(applicationOperations[protocol]);
  if (!operation.vias.includes("each-node")) return [];
  const spec = laneOf(operation, { via: "each-node", deadlineMs: answerMs });
  const { ask } = asked;
  return silentLanes(cluster, { operation, spec, ask }, (name) => ask.replica === undefined || pods.includes(name));
}
