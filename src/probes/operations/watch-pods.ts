import type { V1Pod } from "@kubernetes/client-node";
import type { WatchSpec } from "../../model/lane.ts";
import { observerOperation } from "../objects/observer.ts";
import { type WatchOptions, watchOf } from "../operation.ts";

const operation = observerOperation({
  name: "watch-pods",
  summary: "stream of the run's own pods: where they are, and how far they have come",
  path: (namespace) => `/api/v1/namespaces/${namespace}/pods`,
  observer: (object, type) => {
    const { metadata, spec, status } = object as V1Pod;
    const ready = status?.conditions?.find((condition) => condition.type === "Ready");
    const scheduled = status?.conditions?.find((condition) => condition.type === "PodScheduled");
    const running = status?.containerStatuses?.[0]?.state?.running;
    return {
      name: metadata?.name ?? "",
      uid: metadata?.uid ?? "",
      node: spec?.nodeName ?? "",
      ready: ready?.status === "True",
      created: String(metadata?.creationTimestamp ?? ""),
      ...(running == null ? {} : { started: String(running.startedAt ?? "") }),
      ...(metadata?.deletionTimestamp == null ? {} : { deleting: String(metadata.deletionTimestamp) }),
      ...(scheduled?.status === "False" ? { unschedulable: scheduled.message ?? scheduled.reason ?? "" } : {}),
      ...(type === "DELETED" ? { gone: true } : {}),
    };
  },
});
export default operation;

/** A lane that observes the run's own pods. */
export function watchPods(options: WatchOptions = {}): WatchSpec {
  return watchOf(operation, options);
}
