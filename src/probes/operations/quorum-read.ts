import type { LaneSpec } from "../../model/lane.ts";
import { readTarget } from "../../model/read-target.ts";
import { readObject } from "../objects/kubernetes-object.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/** GET of one object without a resourceVersion: an API server always asks etcd for it, and etcd its quorum. */
const operation = defineOperation({
  protocol: "http",
  name: "quorum-read",
  summary: "read of one object that etcd's quorum must confirm",
  vias: ["api", "each-api-server", "in-cluster"],
  permissions: [{ verb: "get", resource: "configmaps" }],
  objects: () => [readTarget],
  request: (lane, _attempt, namespace) => ({
    method: "GET",
    path: `/api/v1/namespaces/${namespace}/configmaps/${lane.object ?? readTarget}`,
  }),
  read: readObject,
});
export default operation;

/** A lane of quorum reads. */
export function quorumRead(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
