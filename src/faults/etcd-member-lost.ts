import { controlPlanes, quorumOf } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedProcess } from "../node-tools/captured.ts";
import { captureProcess, processesOf } from "../node-tools/component.ts";
import { memberReplaced, membership } from "../node-tools/etcd-members.ts";
import { hasMemberData, loseMember, putNewMember, replacingLook } from "../node-tools/etcd-replace.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { sameProcess } from "../node-tools/processes.ts";

/**
 * What an undo may take, milliseconds: the old member removed in some seconds, the new one added for up to 30 s, started by
 * its kubelet within 45 s, and given a vote within 60 s (the limits of src/node-tools/etcd-new-member.ts).
 */
const healsMs = 150_000;

/** Loses the target's etcd member with all its data; a new one takes its place when the fault is over. */
export function etcdMemberLost(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

const definition = defineFault({
  name: "etcd-member-lost",
  summary: "one etcd member with all its data, to be replaced by a new one",
  breaks:
    "One etcd member for good, as a disk that died does: its process is killed, its data is deleted. It does not come " +
    "back as if nothing had been: it is removed, and a new one is added without a vote, and given one when it has caught up.",
  fromOutside:
    "The member's ports refuse, and the API server beside it has no etcd; the others go on, and have nobody to lose any " +
    "more until the new one has its vote.",
  evidence: "No etcd runs there, and its data is gone; afterwards another member is on the list in its place.",
  targetRoles: ["control-plane"],
  component: () => "etcd",
  losesMember: true,
  healsMs,
  sustained: true,
  lasting: "etcd's manifest names all members, and that they are there already",
  describe: () => "etcd member lost for good (etcd killed, its data deleted), to be replaced by a new one",
  capture: async (runtime, { node, targets, cluster }) => {
    for (const plane of controlPlanes(cluster))
      if (await isLeft(runtime, replacingLook(plane, cluster)))
        throw new PlatformError("target-down", `an etcd member is half replaced on ${plane.name} already`);
    const captured = await captureProcess(runtime, node.name, "etcd");
    const { listed, voting, areHealthy } = await membership(runtime, node.name);
    if (listed - targets.length < quorumOf(listed))
      throw new PlatformError(
        "target-unfit",
        `${node.name} is one of ${listed} etcd members: without it the others could take no new one`,
      );
    if (voting < listed || !areHealthy)
      throw new PlatformError(
        "target-unfit",
        `not every etcd member has a vote and is healthy: without that of ${node.name} too few may be left`,
      );
    return captured;
  },
  captured: capturedProcess,
  inject: ({ node, cluster }) => loseMember(node, cluster),
  undo: ({ node, cluster }) => putNewMember(node, cluster),
  active: async (runtime, { node }) => {
    const running = await processesOf(runtime, node.name, "etcd");
    const data = await hasMemberData(runtime, node.name);
    const process = running.length === 0 ? "no etcd runs" : `etcd still runs as ${running[0]?.pid}`;
    return { proven: running.length === 0 && !data, detail: `${process}, its data is ${data ? "there" : "gone"}` };
  },
  healed: async (runtime, context, _params, captured) => {
    const { node, cluster } = context;
    const [running] = await processesOf(runtime, node.name, "etcd");
    if (running === undefined) return { proven: false, detail: "etcd does not run yet" };
    if (await isLeft(runtime, replacingLook(node, cluster)))
      return { proven: false, detail: "the new member has no vote yet" };
    const { proven, detail } = await memberReplaced(runtime, context, { mayBeKept: true });
    const which = sameProcess(running, captured) ? "the same" : "another";
    return { proven, detail: `process ${running.pid}, ${which}: ${detail}` };
  },
  leftovers: ({ node, cluster }) => [replacingLook(node, cluster)],
});

export default definition;
