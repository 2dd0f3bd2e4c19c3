import type { LaneSpec } from "../../model/lane.ts";
import { readTarget } from "../../model/read-target.ts";
import { readObject } from "../objects/kubernetes-object.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/** GET of one object with resourceVersion=0: an API server answers from its watch cache, whatever etcd does. */
const operation = defineOperation({
  protocol: "http",
  name: "cached-read",
  summary: "read of one object from an API server's cache, without etcd",
  vias: ["api", "each-api-server", "in-cluster"],
  permissions: [{ verb: "get", resource: "configmaps" }],
  objects: () => [readTarget],
  request: (lane, _attempt, namespace) => ({
    method: "GET",
    path: `/api/v1/namespaces/${namespace}/configmaps/${lane.object ?? readTarget}?resourceVersion=0`,
  }),
  read: readObject,
});
export default operation;

/** A lane of cached reads. */
export function cachedRead(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
