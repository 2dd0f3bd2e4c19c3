import { z } from "zod";
import type { LaneSpec } from "../../model/lane.ts";
import { storePod } from "../../model/workload.ts";
import { type HttpOperation, type LaneOptions, laneOf } from "../operation.ts";

const answerSchema = z.object({ header: z.object({ revision: z.string() }) });

/** Adds one new key, the attempt's token, to the store; nothing is taken away again, so that every acknowledged write can be looked for at the end. */
const operation: HttpOperation = {
  protocol: "http",
  name: "store-write",
  summary: "write of unique content to an application whose data is on one node, audited later",
  vias: ["each-worker", "each-node", "in-cluster"],
  deadlineMs: 5_000,
  destination: "store",
  changesState: true,
  request: (lane, attempt) => {
    const token = `${lane.index}-${attempt}`;
    const key = Buffer.from(token).toString("base64");
    return {
      method: "POST",
      path: "/v3/kv/put",
      contentType: "application/json",
      body: JSON.stringify({ key, value: "" }),
      detail: `${storePod} ${token}`,
    };
  },
  read: (body) => ({ revision: Number(answerSchema.parse(JSON.parse(body)).header.revision) }),
};
export default operation;

/** Lanes of writes to the store, by default one through each worker's NodePort. */
export function storeWrite(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
