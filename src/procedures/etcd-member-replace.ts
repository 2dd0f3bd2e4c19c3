import { asPart } from "../model/action.ts";
import { controlPlanes } from "../model/cluster.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { giveLeadAway } from "../node-tools/etcd-lead.ts";
import { memberReplaced } from "../node-tools/etcd-members.ts";
import { mayMissMember, replaceMember, replaceMemberMs, replacingLook } from "../node-tools/etcd-replace.ts";
import { scriptWords } from "../node-tools/script.ts";

/** Replaces the target's etcd member by a new one, on an empty folder of the same node. */
export function etcdMemberReplace(on: TargetSpec): ProcedureSpec {
  return procedureOn(definition, on, {});
}

/** Prints the status of the API server beside the member, as kubeadm's own probe asks for it; 000 where none answers. */
const readiness = `curl -sk --max-time 5 -o /dev/null -w '%{http_code}' https://localhost:6443/readyz; true`;

const definition = defineProcedure({
  name: "etcd-member-replace",
  summary: "an etcd member replaced: removed, added again without a vote on an empty folder, and given one",
  fromOutside:
    "The lead is given away first. Until the new member has a vote two of two members decide, and the API server of its " +
    "node has no etcd; writes go on through the others.",
  describe: () => "etcd member replaced by a new one (removed, added as a learner, promoted)",
  losesMember: true,
  actions: ({ node, cluster }) => [
    // Before the lead moves for nothing; it is asked once more where the member is noted.
    mayMissMember(node, cluster),
    asPart(giveLeadAway(node.name), "the lead given away"),
    ...replaceMember(node, cluster),
  ],
  // Measured on 2 cores: 20 to 27 s.
  usualMs: 24_000,
  takesMs: replaceMemberMs,
  // The API server beside the member has no etcd for a while, and what renews its lease there has no API server.
  restarts: ({ node }) => [node],
  lasting: "etcd's manifest names all members, and that they are there already",
  done: async (runtime, context) => {
    const { proven, detail } = await memberReplaced(runtime, context);
    if (!proven) return { proven, detail };
    const { stdout } = await runtime.look(context.node.name, scriptWords(readiness));
    const isReady = stdout.trim() === "200";
    return {
      proven: isReady,
      detail: `${detail}, the API server beside it ${isReady ? "is ready" : "is not ready yet"}`,
    };
  },
  brokenOff: (cluster) => controlPlanes(cluster).map((node) => replacingLook(node, cluster)),
});

export default definition;
