import { z } from "zod";
import type { ProbeRequest, Reading } from "../operation.ts";

const answerSchema = z.object({ header: z.object({ revision: z.string() }) });

/** Puts a new key without a value through etcd's JSON API. */
export function putRequest(token: string): ProbeRequest {
  return {
    method: "POST",
    path: "/v3/kv/put",
    contentType: "application/json",
    body: JSON.stringify({ key: Buffer.from(token).toString("base64"), value: "" }),
  };
}

/** The revision of a put; throws where the answer is none. */
export function readPut(body: string): Reading {
  return { revision: Number(answerSchema.parse(JSON.parse(body)).header.revision) };
}
