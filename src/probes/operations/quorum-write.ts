import type { LaneSpec } from "../../model/lane.ts";
import { type QuorumSize, quorumName } from "../../model/quorum.ts";
import { putRequest, readPut } from "../objects/etcd-put.ts";
import { defineOperation, laneOf, type QuorumLaneOptions } from "../operation.ts";

/** As many members as most clusters have. */
const usualSize: QuorumSize = 3;

/**
 * Adds one new key, the attempt's token, to a group of etcd members, through the Service in front of it: the member that
 * is met may have to hand it on to the leader.
 */
const operation = defineOperation({
  protocol: "http",
  name: "quorum-write",
  summary: "write of unique content to etcd of one, three or five members, to compare them",
  vias: ["in-cluster"],
  deadlineMs: 5_000,
  destination: quorumName(usualSize),
  usualMembers: usualSize,
  changesState: true,
  request: (lane, attempt) => putRequest(`${lane.index}-${attempt}`),
  read: readPut,
});
export default operation;

/** A lane of writes to a group of etcd members, from inside the cluster; its id says of how many: "quorum-write-5/…". */
export function quorumWrite(options: QuorumLaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
