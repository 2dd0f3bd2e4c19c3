import type { LaneSpec } from "../../model/lane.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/**
 * A TCP connection to the virtual address that two load balancers share, from a worker's own network: past kind's
 * published port and without TLS, so that it costs nearly nothing and tells closely when the address is at another
 * place. The kernel answers it, also that of a container that is frozen.
 */
const operation = defineOperation({
  protocol: "http",
  connectOnly: true,
  name: "address-connect",
  summary: "a TCP connection to the virtual address of two load balancers, closed as soon as it stands",
  vias: ["in-cluster"],
  // As long as the kernel waits before it asks again (RFC 6298, 2.1).
  deadlineMs: 1_000,
  destination: "virtual-address",
});
export default operation;

/** A lane of TCP connections to the virtual address. */
export function addressConnect(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
