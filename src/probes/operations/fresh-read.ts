import { crc32 } from "node:zlib";
import type { Lane, LaneSpec } from "../../model/lane.ts";
import { readTarget } from "../../model/read-target.ts";
import { metadataOnly, readObject } from "../objects/kubernetes-object.ts";
import { objectName } from "../objects/written-objects.ts";
import { defineOperation, type LaneOptions, laneOf, type Reading } from "../operation.ts";

/**
 * GET without a resourceVersion of the object that a writing lane wrote to a period ago, each writing lane in turn. Its
 * revision must be at least that of every write to the object that was acknowledged before the read began. Without a
 * writing lane it reads an object that never changes. The object's metadata names every key that was written, so that
 * what is read of it stands for its content, and is kept as a checksum.
 */
const operation = defineOperation({
  protocol: "http",
  name: "fresh-read",
  summary: "read of what was just written, which must be as new as the last acknowledged write",
  vias: ["api", "each-api-server"],
  objects: () => [readTarget],
  request: (lane, attempt, namespace, lanes) => {
    const object = writtenLately(lane, attempt, lanes);
    return {
      method: "GET",
      path: `/api/v1/namespaces/${namespace}/configmaps/${object}`,
      accept: metadataOnly,
      detail: object,
    };
  },
  read: readVersion,
  isDetail: (detail) => detail !== undefined && /^\S+(?: [0-9a-f]{1,8})?$/.test(detail),
});
export default operation;

/** A lane of reads that must be as new as the last acknowledged write. */
export function freshRead(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}

/**
 * All lanes start at the same time and make an attempt in each of their periods, so a lane's number tells the other's.
 */
function writtenLately(lane: Lane, attempt: number, lanes: readonly Lane[]): string {
  const writers = lanes.filter(({ operation: name }) => name === "write");
  const writer = writers[attempt % writers.length];
  if (writer === undefined) return readTarget;
  return objectName(writer, Math.max(0, Math.floor((attempt * lane.periodMs) / writer.periodMs) - 1));
}

/** The version of an object, and a checksum of all that was said of it. */
function readVersion(body: string): Reading {
  return { ...readObject(body), content: crc32(body).toString(16) };
}
