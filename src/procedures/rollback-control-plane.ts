import { z } from "zod";
import { asPart } from "../model/action.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { cordonLooks, drain, uncordon } from "../node-tools/drain.ts";
import { refuseEncrypted } from "../node-tools/encryption-refused.ts";
import { giveLeadAway } from "../node-tools/etcd-lead.ts";
import {
  mustHaveManifests,
  mustHaveOldMember,
  putComponentBack,
  putKubeletSettingsBack,
  restartKubeletWith,
} from "../node-tools/kubeadm-backup.ts";
import { mustHaveRecords, putRecordsBack, recordsBack } from "../node-tools/kubeadm-records.ts";
import { versionParam } from "../node-tools/kubernetes-version.ts";
import { mustHaveSoftware, replacePrograms } from "../node-tools/node-software.ts";
import { againMs, awaitRuns } from "../node-tools/runs-again.ts";
import { markUpgrade } from "../node-tools/upgrade-mark.ts";
import { controlPlaneUpgraded, wholeAgainMs } from "../node-tools/upgraded.ts";

const params = z.strictObject({
  /** The version that the node had before its upgrade. */
  to: versionParam,
  /** The control plane that was upgraded first goes back last, and takes what all share along. */
  first: z.boolean().default(false),
  /** When kubectl gives up draining; nothing that budgets forbid is done all the same. */
  drainSeconds: z.int().min(1).max(1_800).default(120),
});
type Params = z.infer<typeof params>;

/**
 * Puts an upgraded control plane back to the version that it had, with what kubeadm kept of it: possible while one
 * etcd member of that version is left, since etcd's members have agreed on the lowest version among them.
 */
export function rollbackControlPlane(
  on: TargetSpec,
  to: string,
  options: Partial<Omit<Params, "to">> = {},
): ProcedureSpec {
  return procedureOn(definition, on, { to, first: false, drainSeconds: 120, ...options });
}

const by = "rollback-control-plane";

/** Four components, each waited for, and pods that come back: 168 s on 2 cores, milliseconds. */
const usualMs = 168_000;

const definition = defineProcedure({
  name: by,
  summary:
    "an upgraded control plane put back to its old version, kubelet and static pods, while an old etcd member is left",
  fromOutside:
    "Its kubelet is replaced while it is drained; then its scheduler, controller manager and API server, and last its etcd " +
    "member, whose data stays.",
  params,
  describe: ({ to }) => `control plane put back to ${to}`,
  actions: (context, { to, first, drainSeconds }) => {
    const { node, cluster } = context;
    const hasOwnMember = !cluster.nodes.some(({ role }) => role === "etcd");
    const giveAway = (part: string) => (hasOwnMember ? [asPart(giveLeadAway(node.name), part)] : []);
    const back = (component: Parameters<typeof putComponentBack>[1]) =>
      asPart(putComponentBack(node.name, component, to), `${component} put back`);
    return [
      refuseEncrypted(node.name),
      mustHaveSoftware(node.name, to),
      mustHaveManifests(node.name, to),
      ...(hasOwnMember ? [mustHaveOldMember(node.name, to)] : []),
      mustHaveRecords(node.name, first, to),
      markUpgrade(node.name, to),
      asPart(drain(context, { by, limitSeconds: drainSeconds }), "drained"),
      replacePrograms(node.name, to, "kubeadm", "kubectl", "kubelet"),
      putKubeletSettingsBack(node.name),
      ...giveAway("the lead given away"),
      // No kubelet may be newer than an API server, so it goes first, and the API server goes after those that ask it.
      asPart(restartKubeletWith(node.name, "kube-scheduler", to), "the kubelet restarted"),
      asPart(uncordon(context, by), "uncordoned"),
      asPart(awaitRuns(node.name, ["kube-scheduler"]), "kube-scheduler put back"),
      back("kube-controller-manager"),
      back("kube-apiserver"),
      ...giveAway("the lead given away again"),
      ...(hasOwnMember ? [back("etcd")] : []),
      asPart(putRecordsBack(node.name, first, to), "the cluster's records put back"),
    ];
  },
  usualMs,
  upgrading: {
    role: "control-plane",
    to: ({ to }) => to,
    // Beside the drain and what is waited for, the commands' own limits come to 360 s.
    workMs: ({ drainSeconds }) => (drainSeconds + 360) * 1_000 + 4 * againMs,
    wholeMs: wholeAgainMs,
  },
  done: async (runtime, context, { to, first }) => {
    const whole = await controlPlaneUpgraded(runtime, context, to);
    return first && whole.proven ? recordsBack(runtime, context.node.name, to) : whole;
  },
  leftovers: (cluster) => cordonLooks(cluster, "control-plane"),
});

export default definition;
