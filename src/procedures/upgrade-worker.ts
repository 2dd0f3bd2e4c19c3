import { z } from "zod";
import { asPart } from "../model/action.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { cordonLooks, drain, uncordon } from "../node-tools/drain.ts";
import { kubeadmMs, upgradeNode } from "../node-tools/kubeadm-upgrade.ts";
import { versionParam } from "../node-tools/kubernetes-version.ts";
import { replacePrograms, restartKubelet } from "../node-tools/node-software.ts";
import { markUpgrade } from "../node-tools/upgrade-mark.ts";
import { wholeAgainMs, workerUpgraded } from "../node-tools/upgraded.ts";

const params = z.strictObject({
  to: versionParam,
  /** When kubectl gives up draining; nothing that budgets forbid is done all the same. */
  drainSeconds: z.int().min(1).max(1_800).default(120),
});
type Params = z.infer<typeof params>;

/**
 * Drains a worker, upgrades it to another version with kubeadm, and uncordons it. What it needs of that version is
 * brought to the nodes before the lanes begin; every control plane has it before.
 */
export function upgradeWorker(on: TargetSpec, to: string, options: Partial<Omit<Params, "to">> = {}): ProcedureSpec {
  return procedureOn(definition, on, { to, drainSeconds: 120, ...options });
}

const by = "upgrade-worker";

/** Measured on 2 cores: 12 s where no pod had to move, milliseconds; pods take up to 30 s to end. */
const usualMs = 40_000;

const definition = defineProcedure({
  name: by,
  summary: "a worker drained, upgraded with kubeadm and uncordoned; it cannot be taken back",
  fromOutside:
    "Its pods have moved before its kubelet is replaced; budgets are kept, and where they forbid it it fails.",
  params,
  describe: ({ to }) => `worker upgraded to ${to}`,
  actions: (context, { to, drainSeconds }) => {
    const { name } = context.node;
    return [
      markUpgrade(name, to),
      asPart(drain(context, { by, limitSeconds: drainSeconds }), "drained"),
      replacePrograms(name, to, "kubeadm", "kubectl"),
      asPart(upgradeNode(name), "kubeadm upgrade"),
      replacePrograms(name, to, "kubelet"),
      asPart(restartKubelet(name), "the kubelet restarted"),
      asPart(uncordon(context, by), "uncordoned"),
    ];
  },
  usualMs,
  upgrading: {
    role: "worker",
    to: ({ to }) => to,
    workMs: ({ drainSeconds }) => kubeadmMs + (drainSeconds + 60) * 1_000,
    wholeMs: wholeAgainMs,
  },
  done: (runtime, context, { to }) => workerUpgraded(runtime, context, to),
  leftovers: (cluster) => cordonLooks(cluster, "worker"),
});

export default definition;
