import type { V1Node } from "@kubernetes/client-node";
import type { WatchSpec } from "../../model/lane.ts";
import { observerOperation } from "../objects/observer.ts";
import { type WatchOptions, watchOf } from "../operation.ts";

const operation = observerOperation({
  name: "watch-nodes",
  summary: "stream of the cluster's nodes: whether they are Ready, and their taints",
  path: () => "/api/v1/nodes",
  observer: (object, type) => {
    const { metadata, spec, status } = object as V1Node;
    const ready = status?.conditions?.find((condition) => condition.type === "Ready");
    return {
      name: metadata?.name ?? "",
      ready: ready?.status ?? "Unknown",
      readySince: String(ready?.lastTransitionTime ?? ""),
      taints: (spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`),
      ...(type === "DELETED" ? { gone: true } : {}),
    };
  },
});
export default operation;

/** A lane that observes the cluster's nodes. */
export function watchNodes(options: WatchOptions = {}): WatchSpec {
  return watchOf(operation, options);
}
