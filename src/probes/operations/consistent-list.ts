import type { LaneSpec } from "../../model/lane.ts";
import { readTarget } from "../../model/read-target.ts";
import { readObject } from "../objects/kubernetes-object.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/**
 * LIST without a resourceVersion: since Kubernetes 1.31 an API server answers it from its watch cache, but only once
 * the cache is as new as etcd, whose progress it asks for (KEP-2340). Where that does not come within 3 s it asks etcd
 * itself.
 */
const operation = defineOperation({
  protocol: "http",
  name: "consistent-list",
  summary: "list that must be as new as etcd, from a cache that has to prove it",
  vias: ["api", "each-api-server", "in-cluster"],
  permissions: [{ verb: "list", resource: "configmaps" }],
  objects: () => [readTarget],
  request: (lane, _attempt, namespace) => ({
    method: "GET",
    // One object: the list's cost is to be the proof of its age, not its size.
    path: `/api/v1/namespaces/${namespace}/configmaps?fieldSelector=metadata.name%3D${lane.object ?? readTarget}`,
  }),
  read: readObject,
});
export default operation;

/** A lane of consistent lists. */
export function consistentList(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
