import { z } from "zod";
import { type QuorumSize, quorumName } from "../model/quorum.ts";
import type { HttpOperation } from "./operation.ts";

const answerSchema = z.object({ header: z.object({ revision: z.string() }) });

/** Adds one new key, the attempt's token, to a group of etcd members, through the Service in front of it: the member that is met may have to hand it on to the leader. */
export function quorumWrite(size: QuorumSize): HttpOperation {
  return {
    protocol: "http",
    name: `quorum-write-${size}`,
    summary: `write of unique content to etcd of ${size === 1 ? "one member" : `${size} members`}, for comparison with other numbers of members`,
    vias: ["in-cluster"],
    deadlineMs: 5_000,
    destination: quorumName(size),
    changesState: true,
    request: (lane, attempt) => ({
      method: "POST",
      path: "/v3/kv/put",
      contentType: "application/json",
      body: JSON.stringify({ key: Buffer.from(`${lane.index}-${attempt}`).toString("base64"), value: "" }),
    }),
    read: (body) => ({ revision: Number(answerSchema.parse(JSON.parse(body)).header.revision) }),
  };
}
