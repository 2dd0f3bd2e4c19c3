import { z } from "zod";
import { asPart } from "../model/action.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import { allDownPart } from "../model/restoring.ts";
import type { TargetSpec } from "../model/target.ts";
import { refuseEncrypted } from "../node-tools/encryption-refused.ts";
import { mustHaveSnapshot, restoreWords } from "../node-tools/etcd-restore.ts";
import { mustHaveManifests, putKubeletSettingsBack, putManifestsBack } from "../node-tools/kubeadm-backup.ts";
import { mustHaveRecords, recordsBack } from "../node-tools/kubeadm-records.ts";
import { kubeletsLive } from "../node-tools/kubelets-live.ts";
import { versionParam } from "../node-tools/kubernetes-version.ts";
import { mustHaveSoftware, replacePrograms, restartKubelet } from "../node-tools/node-software.ts";
import { againMs, awaitRuns } from "../node-tools/runs-again.ts";
import { awaitAllDown, restoreMember, takeManifestsAway } from "../node-tools/take-down.ts";
import { markUpgrade } from "../node-tools/upgrade-mark.ts";
import { controlPlaneUpgraded } from "../node-tools/upgraded.ts";

const params = z.strictObject({
  /** The version that all had before their upgrade, and when the snapshot was taken. */
  to: versionParam,
});

/**
 * Puts all control planes, which the target is, back to the version that they had, with etcd restored on every member
 * from the snapshot that lies there (procedure etcd-snapshot): what was acknowledged since is lost.
 */
export function restoreControlPlanes(on: TargetSpec, to: string): ProcedureSpec {
  return procedureOn(definition, on, { to });
}

/** Taking down, four manifests that start, and pods that come back: 55 s for one of them on 2 cores, milliseconds. */
const usualMs = 55_000;

/** How long the cluster gets to be whole: what ran since the snapshot goes, and what ran then comes back, milliseconds. */
const wholeMs = 300_000;

const definition = defineProcedure({
  name: "restore-control-planes",
  summary:
    "all control planes put back to their old version, with etcd restored from a snapshot of before on every member",
  fromOutside:
    "Every API server and every etcd member is taken down; then all begin again in the old version, with what the snapshot has.",
  params,
  describe: ({ to }) => `all control planes put back to ${to}, etcd restored from the snapshot`,
  // It is one work on all of them: none may serve while another is restored.
  actions: ({ node, targets, cluster }, { to }) => {
    if (node.name !== targets[0]?.name) return [];
    const names = targets.map(({ name }) => name);
    const last = names.length - 1;
    return [
      ...names.flatMap((name, index) => [
        refuseEncrypted(name),
        mustHaveSnapshot(name),
        mustHaveSoftware(name, to),
        mustHaveManifests(name, to),
        mustHaveRecords(name, index === 0, to),
      ]),
      ...names.map((name) => markUpgrade(name, to)),
      ...names.map((name) => takeManifestsAway(name)),
      ...names.map((name, index) => {
        const wait = awaitAllDown(name);
        return index === last ? asPart(wait, allDownPart) : wait;
      }),
      ...targets.flatMap((one) => [
        replacePrograms(one.name, to, "kubeadm", "kubectl", "kubelet"),
        putKubeletSettingsBack(one.name),
        asPart(restoreMember(one.name, restoreWords(one, cluster)), `${one.short} restored`),
        // It finds nothing to start but what comes then: a kubelet of another version starts static pods once more.
        asPart(restartKubelet(one.name), `${one.short} started`),
      ]),
      // All at once: an API server that waits for the other members would end, and its kubelet wait longer each time.
      ...names.map((name) => putManifestsBack(name, to)),
      ...targets.map(({ name, short }) => asPart(awaitRuns(name), `${short} runs again`)),
    ];
  },
  usualMs,
  upgrading: {
    role: "control-plane",
    atOnce: true,
    to: ({ to }) => to,
    // The commands' own limits on each of five, 400 s; they begin together, and the first that does not run ends it.
    workMs: () => 5 * 400_000 + againMs,
    wholeMs,
  },
  done: async (runtime, context, { to }) => {
    const whole = await controlPlaneUpgraded(runtime, context, to);
    const live = whole.proven ? await kubeletsLive(runtime, context, to) : whole;
    if (!live.proven) return live;
    const isFirst = context.node.name === context.targets[0]?.name;
    return isFirst ? recordsBack(runtime, context.node.name, to) : whole;
  },
});

export default definition;
