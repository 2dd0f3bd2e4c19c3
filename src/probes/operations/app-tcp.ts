import type { LaneSpec } from "../../model/lane.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/**
 * A TCP connection to an application of a person's own, from inside the cluster: that it comes to stand is the answer,
 * and it is closed. From outside that shows nothing: Docker's proxy of a published port takes every connection.
 */
const operation = defineOperation({
  protocol: "http",
  connectOnly: true,
  name: "app-tcp",
  summary: "a TCP connection to your application, closed as soon as it stands",
  vias: ["in-cluster"],
  deadlineMs: 5_000,
  destination: "app",
});
export default operation;

/** Lanes of TCP connections to an application of one's own, by default one from inside the cluster. */
export function appTcp(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
