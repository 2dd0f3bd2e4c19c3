import type { LaneSpec } from "../../model/lane.ts";
import { defineOperation, type LaneOptions, laneOf, type Reading } from "../operation.ts";

/**
 * Maintenance/Status of each etcd member over its own client port, through etcd's JSON gateway: who leads, in which
 * term, how far the member has come. A member that answers without a leader is no failed attempt: leader 0 says it.
 */
const operation = defineOperation({
  protocol: "http",
  name: "etcd-status",
  summary: "an etcd member's own word on leader, term and applied index",
  vias: ["each-etcd-member"],
  usualConnection: "reused",
  deadlineMs: 3_000,
  destination: "etcd",
  request: () => ({ method: "POST", path: "/v3/maintenance/status", body: "{}" }),
  read: readStatus,
  isDetail: (detail) => detail !== undefined && /^[0-9a-f]+ \d+$/.test(detail),
  reason: (body) => /"message":\s*"(?:etcdserver: )?([^"]{1,40})/.exec(body)?.[1]?.replaceAll(/\W+/g, "-"),
});
export default operation;

/** Lanes of member status, one for each etcd member. */
export function etcdStatus(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}

/** Protobuf's JSON writes 64-bit numbers as strings and leaves zeros out. */
function readStatus(body: string): Reading {
  const status: { header?: unknown; leader?: string; raftTerm?: string; raftAppliedIndex?: string } = JSON.parse(body);
  if (status.header === undefined) throw new Error("no header");
  return {
    revision: Number(status.raftTerm ?? 0),
    detail: `${BigInt(status.leader ?? 0).toString(16)} ${status.raftAppliedIndex ?? 0}`,
  };
}
