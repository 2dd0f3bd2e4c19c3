import { type QuorumSize, quorumName } from "../../model/quorum.ts";
import type { HttpOperation } from "../operation.ts";
import { putRequest, readPut } from "./etcd-put.ts";

/**
 * Adds one new key, the attempt's token, to a group of etcd members, through the Service in front of it: the member
 * that is met may have to hand it on to the leader.
 */
export function quorumWrite(size: QuorumSize): HttpOperation {
  return {
    protocol: "http",
    name: `quorum-write-${size}`,
    summary: `write of unique content to etcd of ${size === 1 ? "one member" : `${size} members`}, for comparison with other numbers of members`,
    vias: ["in-cluster"],
    deadlineMs: 5_000,
    destination: quorumName(size),
    changesState: true,
    request: (lane, attempt) => putRequest(`${lane.index}-${attempt}`),
    read: readPut,
  };
}
