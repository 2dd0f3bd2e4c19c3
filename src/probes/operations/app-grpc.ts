import type { LaneSpec } from "../../model/lane.ts";
import { healthQuestion, isServing } from "../../net/grpc-health.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/** gRPC's standard health check (grpc.health.v1) of an application of a person's own, without TLS; right is SERVING. */
const operation = defineOperation({
  protocol: "http",
  overHttp2: true,
  name: "app-grpc",
  summary: "gRPC's standard health check of your application",
  vias: ["each-worker", "each-node", "in-cluster"],
  deadlineMs: 5_000,
  destination: "app",
  request: ({ ask }) => healthQuestion(ask?.health ?? ""),
  read: (_body, answer) => {
    if (answer === undefined || !isServing(answer)) throw new Error("not SERVING");
    return {};
  },
});
export default operation;

/** Lanes of health checks of an application of one's own over gRPC, by default one through each worker. */
export function appGrpc(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
