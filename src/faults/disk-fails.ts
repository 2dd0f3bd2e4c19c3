import { z } from "zod";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedProcess } from "../node-tools/captured.ts";
import { processGone, processRestarted } from "../node-tools/component.ts";
import { lastDiskError } from "../node-tools/disk-errors.ts";
import { fsyncsOf } from "../node-tools/etcd-fsyncs.ts";
import { captureUntraced, failSyncs, heldSyncsLook, letSyncsGo, untraceable } from "../node-tools/held-syncs.ts";

/** Makes etcd's waits for its disk fail on the target, until etcd ends of it. */
export function diskFails(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

const definition = defineFault({
  name: "disk-fails",
  summary: "etcd's waits for its disk, failing until it ends",
  breaks:
    "The disk under an etcd member, once: each fsync and fdatasync of the very process is answered with EIO, and not " +
    "carried out. A member that cannot keep what it acknowledges must not go on: etcd ends at the first.",
  fromOutside:
    "As if etcd had been killed, after it said why: where it led there is an election; the kubelet starts it again, on a " +
    "disk that works.",
  evidence: "The very process is gone, and etcd's own log says that its disk failed.",
  targetRoles: ["control-plane"],
  component: () => "etcd",
  sustained: false,
  unsupported: untraceable,
  describe: () => "etcd's disk fails once (EIO)",
  capture: async (runtime, { node }) => {
    const captured = await captureUntraced(runtime, node.name);
    // Who does not even tell of its disk is no etcd that could say that it failed.
    await fsyncsOf(runtime, node.name);
    return { ...captured, said: await lastDiskError(runtime, node.name) };
  },
  captured: capturedProcess.extend({ said: z.string().regex(/^[\dTZ:.+-]{0,40}$/) }),
  inject: ({ node }, _params, captured) => [failSyncs(node.name, captured)],
  undo: ({ node }) => [letSyncsGo(node.name)],
  active: async (runtime, { node }, _params, captured) => {
    const gone = await processGone(runtime, node.name, "etcd", captured);
    const failed = (await lastDiskError(runtime, node.name)) > (captured.said ?? "");
    return {
      proven: gone.proven && failed,
      detail: `${gone.detail}, and etcd ${failed ? "said that its disk failed" : "said nothing of a disk that fails"}`,
    };
  },
  healed: (runtime, { node }, _params, captured) => processRestarted(runtime, node.name, "etcd", captured),
  leftovers: ({ node }) => [heldSyncsLook(node.name)],
});

export default definition;
