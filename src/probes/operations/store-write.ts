import type { LaneSpec } from "../../model/lane.ts";
import { storePod } from "../../model/workload.ts";
import { putRequest, readPut } from "../objects/etcd-put.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/**
 * Adds one new key, the attempt's token, to the store; nothing is taken away again, so that every acknowledged write
 * can be looked for at the end.
 */
const operation = defineOperation({
  protocol: "http",
  name: "store-write",
  summary: "write of unique content to an application with its data on its nodes' disks, read back at the end",
  vias: ["each-worker", "each-node", "in-cluster"],
  deadlineMs: 5_000,
  destination: "store",
  changesState: true,
  request: (lane, attempt) => {
    const token = `${lane.index}-${attempt}`;
    return { ...putRequest(token), detail: `${storePod} ${token}` };
  },
  read: readPut,
  isDetail: (detail, lane, attempt) => detail === `${storePod} ${lane}-${attempt}`,
});
export default operation;

/** Lanes of writes to the store, by default one through each worker's NodePort. */
export function storeWrite(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
