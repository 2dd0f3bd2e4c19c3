import type { LaneSpec } from "../../model/lane.ts";
import { lameDuckMs } from "../../model/workload.ts";
import { replicaIn } from "../objects/replica-name.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/** GET from an application of a person's own; right is the status that it is expected to answer with. */
const operation = defineOperation({
  protocol: "http",
  name: "app-http",
  summary: "your application's answer over HTTP, and which replica gave it where the answer says so",
  vias: ["each-worker", "each-node", "in-cluster"],
  deadlineMs: 5_000,
  destination: "app",
  // As the built-in workload's: a replica that waits before it ends has been left by then.
  connectionAgeMs: lameDuckMs / 2,
  request: ({ ask }) => ({ method: "GET", path: ask?.path ?? "/", accept: "*/*" }),
  read: (_body, answer, lane) => {
    if (answer === undefined || answer.status !== (lane?.ask?.expect ?? 200)) throw new Error("not the status");
    const detail = replicaIn(answer, lane?.ask?.replica);
    return detail === undefined ? {} : { detail };
  },
});
export default operation;

/** Lanes of HTTP requests to an application of one's own, by default one through each worker. */
export function appHttp(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
