import type { LaneSpec } from "../../model/lane.ts";
import { metadataOnly, readObject } from "../objects/kubernetes-object.ts";
import { objectName, objectNames } from "../objects/written-objects.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/**
 * Adds one new key, the attempt's token, to one of a bounded set of ConfigMaps. Nothing is ever taken away again, so
 * every acknowledged write can be looked for at the end by reading the objects. The objects exist beforehand: a merge
 * patch cannot create one.
 */
const operation = defineOperation({
  protocol: "http",
  name: "write",
  summary: "write of unique content that must reach etcd's quorum and can be read back at the end",
  vias: ["api", "each-api-server", "in-cluster"],
  changesState: true,
  permissions: [{ verb: "patch", resource: "configmaps" }],
  objects: objectNames,
  request: (lane, attempt, namespace) => {
    const object = objectName(lane, attempt);
    const token = `${lane.index}-${attempt}`;
    return {
      method: "PATCH",
      path: `/api/v1/namespaces/${namespace}/configmaps/${object}?fieldManager=kind-chaos`,
      contentType: "application/merge-patch+json",
      // The content grows with every write.
      accept: metadataOnly,
      body: `{"data":{"${token}":""}}`,
      detail: `${object} ${token}`,
    };
  },
  read: readObject,
  isDetail: (detail = "", lane, attempt) => detail.endsWith(` ${lane}-${attempt}`) && /^\S+ \S+$/.test(detail),
});
export default operation;

/** A lane of writes. */
export function write(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
