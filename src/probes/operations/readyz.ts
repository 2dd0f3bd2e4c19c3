import type { LaneSpec } from "../../model/lane.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/**
 * GET /readyz: what an API server says of itself, asked directly unless a scenario wants it through the load balancer.
 */
const operation = defineOperation({
  protocol: "http",
  name: "readyz",
  summary: "an API server's own word on whether it is ready",
  vias: ["each-api-server", "api", "in-cluster"],
  deadlineMs: 5_000,
  permissions: [{ verb: "get", path: "/readyz" }],
  request: () => ({ method: "GET", path: "/readyz", accept: "*/*" }),
  read: (body) => {
    if (!body.startsWith("ok")) throw new Error("not ok");
    return {};
  },
  // The body lists every check: "[+]ping ok", "[-]etcd failed: reason withheld".
  reason: (body) => {
    const failed = [...body.matchAll(/^\[-\]([\w./-]+)/gm)].map((match) => match[1]);
    return failed.length === 0 ? undefined : failed.slice(0, 3).join("+");
  },
});
export default operation;

/** Lanes of readiness checks, one for each API server. */
export function readyz(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
