import type { LaneSpec } from "../../model/lane.ts";
import { type QuorumSize, quorumName } from "../../model/quorum.ts";
import { putRequest, readPut } from "../objects/etcd-put.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

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
  changesState: true,
  request: (lane, attempt) => putRequest(`${lane.index}-${attempt}`),
  read: readPut,
});
export default operation;

/** What a scenario says of a lane to a group of etcd members. */
interface QuorumLaneOptions extends LaneOptions {
  /** Of how many members the group is that the run makes: 1, 3 or 5. */
  readonly members?: QuorumSize;
}

/** A lane of writes to a group of etcd members, from inside the cluster; its id says of how many: "quorum-write-5/…". */
export function quorumWrite({ members = usualSize, ...options }: QuorumLaneOptions = {}): LaneSpec {
  return { ...laneOf(operation, options), destination: quorumName(members), variant: String(members) };
}
