import type { Lane, LaneSpec } from "../../model/lane.ts";
import { readObject } from "../kubernetes-object.ts";
import { type HttpOperation, type LaneOptions, laneOf } from "../operation.ts";

/** Objects that a lane writes to in turn, so that writes of one lane do not queue behind each other for one object. */
const ring = 8;
/** Keys that one object takes before the next generation of objects is used: it stays a few kilobytes small. */
const keysPerObject = 400;

/**
 * Adds one new key, the attempt's token, to one of a bounded set of ConfigMaps. Nothing is ever taken away again, so every
 * acknowledged write can be looked for at the end by reading the objects. The objects exist beforehand: a merge patch cannot create one.
 */
const operation: HttpOperation = {
  protocol: "http",
  name: "write",
  summary: "write of unique content that must reach etcd's quorum and can be audited later",
  vias: ["load-balancer", "each-api-server", "in-cluster"],
  deadlineMs: 10_000,
  destination: "api",
  changesState: true,
  objects: objectNames,
  request: (lane, attempt, namespace) => {
    const object = objectName(lane, attempt);
    const token = `${lane.index}-${attempt}`;
    return {
      method: "PATCH",
      path: `/api/v1/namespaces/${namespace}/configmaps/${object}?fieldManager=kind-chaos`,
      contentType: "application/merge-patch+json",
      // The metadata is enough: the content grows with every write.
      accept: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json",
      body: `{"data":{"${token}":""}}`,
      detail: `${object} ${token}`,
    };
  },
  read: readObject,
};
export default operation;

/** A lane of writes. */
export function write(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}

function objectName(lane: Lane, attempt: number): string {
  const generation = Math.floor(attempt / (ring * keysPerObject));
  return `audit-${lane.index}-${generation}-${attempt % ring}`;
}

function objectNames(lane: Lane, durationMs: number): string[] {
  const generations = Math.ceil(durationMs / lane.periodMs / (ring * keysPerObject)) + 1;
  return Array.from({ length: generations * ring }, (_, n) =>
    objectName(lane, (n % ring) + Math.floor(n / ring) * ring * keysPerObject),
  );
}
