import { quorumOf } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedProcess } from "../node-tools/captured.ts";
import { captureProcess, processesOf } from "../node-tools/component.ts";
import { listedMembers, memberReplaced } from "../node-tools/etcd-members.ts";
import { hasMemberData, putNewMember, replacingLook, takeMemberOut } from "../node-tools/etcd-replace.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { sameProcess } from "../node-tools/processes.ts";

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
  sustained: true,
  lasting: "etcd's manifest names all members, and that they are there already",
  describe: () => "etcd member lost for good (etcd killed, its data deleted), to be replaced by a new one",
  capture: async (runtime, { node, cluster }) => {
    if (await isLeft(runtime, replacingLook(node, cluster)))
      throw new PlatformError("target-down", `an etcd member is half replaced on ${node.name} already`);
    const captured = await captureProcess(runtime, node.name, "etcd");
    const members = await listedMembers(runtime, node.name);
    if (members.length - 1 < quorumOf(members.length))
      throw new PlatformError(
        "target-unfit",
        `${node.name} is one of ${members.length} etcd members: without it the others could take no new one`,
      );
    return captured;
  },
  captured: capturedProcess,
  inject: ({ node }) => takeMemberOut(node, "KILL"),
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
