import type { LaneSpec } from "../../model/lane.ts";
import { readObject } from "../objects/kubernetes-object.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/**
 * POST of a new object and DELETE of it on the same connection: admission, two writes, and an object that comes and
 * goes. An object whose deletion failed stays behind until its namespace is removed with the run.
 */
const operation = defineOperation({
  protocol: "http",
  name: "create-and-delete",
  summary: "an object made and removed again, through admission and etcd's quorum",
  vias: ["api", "each-api-server", "in-cluster"],
  changesState: true,
  permissions: [
    { verb: "create", resource: "configmaps" },
    { verb: "delete", resource: "configmaps" },
  ],
  request: (lane, attempt, namespace) => ({
    method: "POST",
    path: `/api/v1/namespaces/${namespace}/configmaps?fieldManager=kind-chaos`,
    body: JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: nameOf(lane.index, attempt) } }),
    detail: nameOf(lane.index, attempt),
  }),
  thenRequest: (lane, attempt, namespace) => ({
    method: "DELETE",
    path: `/api/v1/namespaces/${namespace}/configmaps/${nameOf(lane.index, attempt)}?gracePeriodSeconds=0`,
  }),
  // The last answer is that to DELETE: a Status, which carries no version of its own.
  read: (body) => {
    const answer: { kind?: string } = JSON.parse(body);
    if (answer.kind === "Status") return {};
    return readObject(body);
  },
  isDetail: (detail, lane, attempt) => attempt !== undefined && detail === nameOf(lane, attempt),
});
export default operation;

/** A lane of objects made and removed again. */
export function createAndDelete(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}

function nameOf(lane: number, attempt: number): string {
  return `transient-${lane}-${attempt}`;
}
