import { z } from "zod";
import { asPart } from "../model/action.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { cordonLooks, drain, uncordon } from "../node-tools/drain.ts";
import { refuseEncrypted } from "../node-tools/encryption-refused.ts";
import { giveLeadAway } from "../node-tools/etcd-lead.ts";
import { keepRecords } from "../node-tools/kubeadm-records.ts";
import { kubeadmMs, upgradeApply, upgradeNode } from "../node-tools/kubeadm-upgrade.ts";
import { versionParam } from "../node-tools/kubernetes-version.ts";
import { replacePrograms, restartKubelet } from "../node-tools/node-software.ts";
import { markUpgrade } from "../node-tools/upgrade-mark.ts";
import { controlPlaneUpgraded, wholeAgainMs } from "../node-tools/upgraded.ts";

const params = z.strictObject({
  to: versionParam,
  /** The first control plane of a cluster upgrades what all share, the others follow it. */
  first: z.boolean().default(false),
  /** When kubectl gives up draining; nothing that budgets forbid is done all the same. */
  drainSeconds: z.int().min(1).max(1_800).default(120),
});
type Params = z.infer<typeof params>;

/**
 * Upgrades a control plane to another version with kubeadm, in place: its static pods, then drained its kubelet. What it
 * needs of that version is brought to the nodes before the lanes begin.
 */
export function upgradeControlPlane(
  on: TargetSpec,
  to: string,
  options: Partial<Omit<Params, "to">> = {},
): ProcedureSpec {
  return procedureOn(definition, on, { to, first: false, drainSeconds: 120, ...options });
}

const by = "upgrade-control-plane";

/** Measured on 2 cores with nothing else to do: 191 s from the first command until all was whole, milliseconds. */
const usualMs = 200_000;

const definition = defineProcedure({
  name: by,
  summary: "a control plane upgraded in place with kubeadm, static pods and kubelet; nothing takes it back by itself",
  fromOutside:
    "The lead of etcd is given away first; then the node's etcd member, API server, controller manager and scheduler are " +
    "replaced one after another, and its kubelet while it is drained.",
  params,
  describe: ({ to }) => `control plane upgraded to ${to}`,
  actions: (context, { to, first, drainSeconds }) => {
    const { node, cluster } = context;
    const hasOwnMember = !cluster.nodes.some(({ role }) => role === "etcd");
    const giveAway = (part: string) => (hasOwnMember ? [asPart(giveLeadAway(node.name), part)] : []);
    return [
      // kubeadm writes the API server's manifest anew, without the flag.
      refuseEncrypted(node.name),
      markUpgrade(node.name, to),
      keepRecords(node.name, first),
      ...giveAway("the lead given away"),
      replacePrograms(node.name, to, "kubeadm", "kubectl"),
      asPart(first ? upgradeApply(node.name, to) : upgradeNode(node.name), "kubeadm upgrade"),
      asPart(drain(context, { by, limitSeconds: drainSeconds }), "drained"),
      replacePrograms(node.name, to, "kubelet"),
      // A kubelet of another version starts static pods once more, etcd's and the API server's were seen to be.
      ...giveAway("the lead given away again"),
      asPart(restartKubelet(node.name), "the kubelet restarted"),
      asPart(uncordon(context, by), "uncordoned"),
    ];
  },
  usualMs,
  upgrading: {
    role: "control-plane",
    to: ({ to }) => to,
    workMs: ({ drainSeconds }) => kubeadmMs + (drainSeconds + 60) * 1_000,
    wholeMs: wholeAgainMs,
  },
  done: (runtime, context, { to }) => controlPlaneUpgraded(runtime, context, to),
  leftovers: (cluster) => cordonLooks(cluster, "control-plane"),
});

export default definition;
