import { type ApplicationSet, describeSet, isWhole } from "../../model/application-state.ts";
import { isAlive, isReady, type Pod, whyNotReady } from "./replicas.ts";

/** So many pods that are not Ready are told of: the others mostly have the same reason. */
const mostTold = 3;

/** Why not all of an application is there yet, by its sets and all pods of its namespace; undefined where all is. */
export function whyNotThere(
  namespace: string,
  sets: readonly ApplicationSet[],
  pods: readonly Pod[],
): string | undefined {
  const missing = sets.filter((set) => !isWhole(set)).map(describeSet);
  const unready = pods.filter((pod) => isAlive(pod) && !isReady(pod)).map(whyNotReady);
  if (missing.length + unready.length > 0) return [...missing, ...unready.slice(0, mostTold)].join("; ");
  return sets.length + pods.length === 0 ? `nothing in the namespace ${namespace} makes pods` : undefined;
}
