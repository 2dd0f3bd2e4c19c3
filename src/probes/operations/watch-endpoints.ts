import type { V1EndpointSlice } from "@kubernetes/client-node";
import type { WatchSpec } from "../../model/lane.ts";
import { observerOperation } from "../objects/observer.ts";
import { type WatchOptions, watchOf } from "../operation.ts";

const operation = observerOperation({
  name: "watch-endpoints",
  summary: "stream of the run's own EndpointSlices: which pods a Service sends to",
  path: (namespace) => `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`,
  observer: (object, type) => {
    const { metadata, endpoints } = object as V1EndpointSlice;
    const ready = (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false);
    return {
      name: metadata?.name ?? "",
      ready: type === "DELETED" ? [] : ready.map(({ targetRef }) => targetRef?.name ?? ""),
      ...(type === "DELETED" ? { gone: true } : {}),
    };
  },
});
export default operation;

/** A lane that observes the EndpointSlices of the run's own Services. */
export function watchEndpoints(options: WatchOptions = {}): WatchSpec {
  return watchOf(operation, options);
}
