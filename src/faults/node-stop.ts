import { z } from "zod";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { alsoAnswersThrough } from "../node-tools/answers-through.ts";
import { capturedContainer } from "../node-tools/captured.ts";
import {
  captureContainer,
  containerBack,
  containerDown,
  endStop,
  stoppedLook,
  stoppingLook,
} from "../node-tools/container.ts";

const params = z.strictObject({
  /** What still runs after this time is killed, and the stop was not graceful. */
  limitSeconds: z.int().min(1).max(300).default(120),
});

/** How a container ends whose processes were killed: 128 + SIGKILL. */
const killedCode = 137;

/**
 * Shuts the target down in order and starts it again when the fault is over; what still runs after the limit makes the
 * run inconclusive.
 */
export function nodeStop(on: TargetSpec, limitSeconds = 120): FaultSpec {
  return faultOn(definition, on, { limitSeconds });
}

const definition = defineFault({
  name: "node-stop",
  summary: "a node, shut down in order",
  breaks:
    "A whole node, asked to shut down: systemd in the container ends every service in order, as at a planned reboot. " +
    "A load balancer that shares a virtual address has no systemd: its keepalived ends first, then its HAProxy.",
  fromOutside:
    "Its API server is not ready after 0.3 s, its etcd gone after 7 s; open watches keep the API server from " +
    "ending until systemd's own limit of 90 s, and the node is down after 91 s (measured, 1.37.2). Then as if it " +
    "were killed, until it is started again at the address that it had. A load balancer with the virtual address " +
    "tells the other that it gives it up.",
  evidence:
    "The engine says that the container ended, and its API port is silent; one that had to be killed at the limit " +
    "is not proven. At the end an API server answers through a load balancer again, asked from the other.",
  params,
  targetRoles: ["control-plane", "worker", "etcd", "balancer"],
  sustained: true,
  halts: true,
  describe: ({ limitSeconds }) => `node shut down in order, within ${limitSeconds} s`,
  capture: captureContainer,
  captured: capturedContainer,
  inject: ({ node }, { limitSeconds }) => [{ do: "stop", node: node.name, limitSeconds }],
  undo: (context, _params, captured) => endStop(context, captured),
  active: async (runtime, context, { limitSeconds }, captured) => {
    const { running, exitCode } = await runtime.inspect(context.node.name);
    if (!running && exitCode === killedCode)
      return { proven: false, detail: `it did not stop within ${limitSeconds} s and was killed` };
    return containerDown(runtime, context, captured);
  },
  healed: async (runtime, context, _params, captured) =>
    alsoAnswersThrough(runtime, context, await containerBack(runtime, context, captured)),
  leftovers: (context) => [stoppedLook(context), stoppingLook(context)],
});

export default definition;
