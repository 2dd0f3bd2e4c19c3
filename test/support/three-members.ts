import type { EtcdMember } from "../../src/model/event.ts";

/** The etcd members of three control planes that agree; the second leads. */
export const threeMembers = ["control-plane", "control-plane2", "control-plane3"].map(
  (node, index): EtcdMember => ({
    node,
    memberId: `1${index}`,
    leaderId: "11",
    term: 2,
    raftIndex: 9,
    appliedIndex: 9,
  }),
);
