import { z } from "zod";
import { judgeDeparture } from "../analysis/rescheduling/departures.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { formatMs } from "../model/duration.ts";
import type { EventOf, JournalEvent, Pod } from "../model/event.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import type { Outcome } from "../model/outcome.ts";
import { heldFault } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { listedPod } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { lostAtBegin } from "./kit/pods-at-begin.ts";

const definition = defineGuarantee({
  name: "no-needless-evictions",
  summary: "No pod is moved but from a node that was gone for longer than it tolerates.",
  about: "safety",
  covers:
    "It covers pods that were there at the run's begin or came by an operator's work, and what the nodes' own state says of them.",
  leavesOut:
    "It leaves out static pods, because no controller moves them; pods of Jobs and pods that had ended, because they end by themselves; pods that an operator's work makes anew, because it was asked for.",
  params: z.strictObject({}),
  describe: () =>
    "no pod is moved, deleted or made anew, but from nodes that were not Ready for longer than it tolerates",
  plainly: () => ({ held: "no pod was moved without need", broken: "a pod was moved without need" }),
  judge(_, facts) {
    const readings = facts.eventsOf("pods");
    const before = readings.find(({ when }) => when === "begin");
    const after = readings.findLast(({ when }) => when === "end");
    if (before === undefined || after === undefined) return inconclusive("the pods were not read at begin and end");
    const asked = facts.eventsOf("procedure").flatMap(({ replaces }) => replaces ?? []);
    const isAsked = ({ namespace, name }: Pod) =>
      asked.some((one) => one.namespace === namespace && name.startsWith(one.prefix));
    const thereAtWork = new Set(
      readings
        .flatMap(({ when, pods }) => (when === "work" ? pods.filter(({ deleting }) => !deleting) : []))
        .map(({ uid }) => uid),
    );
    // What was there when an operator asked for others went because of that.
    const known = [before, ...readings.filter(({ when }) => when === "after-work")].flatMap(({ pods }) => pods);
    const pods = [...new Map(known.map((pod) => [pod.uid, pod])).values()].filter(
      (pod) => isWatched(pod) && !(isAsked(pod) && thereAtWork.has(pod.uid)),
    );
    if (pods.length === 0) return inconclusive("there was no pod that could have been moved");
    const still = new Set(after.pods.filter(isStill).map(({ uid }) => uid));
    const gone = pods
      .filter(({ uid }) => !still.has(uid))
      .map((pod) => ({ pod, needless: judgeDeparture(pod, facts) }));
    const told = facts.eventsOf("eviction");
    if (told.length < (after.evictions ?? 0)) return inconclusive("not every eviction is journaled that there was");
    const evictions = told.filter(({ message }) => !/^Cancelling/.test(message));
    const judgement = judgeAll(pods, gone, evictions, after.at);
    const upgrades = facts.eventsOf("procedure").filter(({ upgradesTo }) => upgradesTo !== undefined);
    // A drain moves the pods of a node, and a new version makes the system's own anew: nobody knows which went besides.
    if (judgement.outcome === "fail" && upgrades.length > 0)
      return inconclusive(`${judgement.summary}, or because of ${listing(upgrades.map(({ id }) => id))}`);
    const lost = lostAtBegin(before, facts);
    return judgement.outcome === "pass" && lost.length > 0 ? inconclusive(listing(lost)) : judgement;
  },
  stories,
});
export default definition;

/**
 * Promises that no pod is moved, deleted or made anew, but from nodes that were not Ready for longer than the pod
 * tolerates, by the nodes' own state. A pod that is started again where it was keeps its identity and is not meant;
 * static pods, pods of Jobs, pods that had ended, and those that an operator's work makes anew are not looked at.
 */
export const noNeedlessEvictions = definition.spec;

/** Whether a pod could be moved at all: the kubelet makes a static pod's mirror anew when its manifest comes back. */
function isWatched({ owner, phase, deleting }: Pod): boolean {
  return owner !== "Node" && owner !== "Job" && phase !== "Succeeded" && phase !== "Failed" && !deleting;
}

/** Whether a pod is still there at the end: one that the kubelet evicted stays as a pod that failed. */
function isStill({ phase, deleting }: Pod): boolean {
  return phase !== "Failed" && !deleting;
}

function judgeAll(
  pods: readonly Pod[],
  gone: readonly { pod: Pod; needless: Outcome }[],
  evictions: readonly EventOf<"eviction">[],
  at: number,
): Judgement {
  const of = (outcome: Outcome) => gone.filter(({ needless }) => needless === outcome).map(({ pod }) => pod);
  const known = new Set(gone.map(({ pod }) => `${pod.namespace}/${pod.name}`));
  // Pods that came and went between the two readings are known from the cluster's own words only.
  const others = evictions.filter(({ namespace, pod }) => !known.has(`${namespace}/${pod}`));
  const needless = of("fail");
  if (needless.length > 0) {
    const summary = `${needless.length} of ${counted(pods.length, "pod")} went without need: ${listing(needless.map(tell))}`;
    return { outcome: "fail", summary, marks: [{ from: at, text: summary }] };
  }
  const open = of("inconclusive");
  if (open.length > 0)
    return inconclusive(
      `${listing(open.map(tell))} went, and may have had to: nothing shows whether their nodes were gone long enough`,
    );
  if (others.length > 0)
    return inconclusive(
      `the cluster told of evictions: ${listing(others.map(({ message, reason }) => message || reason))}`,
    );
  const due = of("pass").length;
  const went =
    due === 0 ? "all still there" : `${due} went from nodes that were gone long enough, the others are still there`;
  return { outcome: "pass", summary: `${counted(pods.length, "pod")}, ${went}`, marks: [] };
}

function tell({ namespace, name, node, tolerationMs }: Pod): string {
  const stays = tolerationMs === undefined ? "for ever" : formatMs(tolerationMs);
  return `${namespace}/${name} from ${node || "no node"} (stays ${stays})`;
}

function stories(): Stories {
  const there = (name: string, node: string, owner = "ReplicaSet"): Pod => ({
    ...listedPod(name, node),
    namespace: "kube-system",
    owner,
    tolerationMs: 300_000,
  });
  const pods = [
    there("coredns-1", "worker"),
    there("coredns-2", "worker2"),
    there("kube-proxy-1", "worker", "DaemonSet"),
    there("etcd-control-plane2", "control-plane2", "Node"),
  ];
  const moved = (after: Pod[], ...events: JournalEvent[]): Story => ({
    lanes: ["readyz/control-plane/new"],
    guarantees: [noNeedlessEvictions()],
    fault: heldFault,
    events: [
      { type: "pods", at: 10, when: "begin", pods },
      ...events,
      { type: "pods", at: 12_030, when: "end", pods: after, evictions: events.length },
    ],
  });
  const message = "Marking for deletion Pod default/web-7";
  const told = { at: 12_020, namespace: "default", pod: "web-7", reason: "TaintManagerEviction", message };
  return {
    pass: moved(pods.map((one) => (one.owner === "Node" ? { ...one, uid: "uid-made-anew" } : one))),
    fail: moved([...pods.slice(1), there("coredns-3", "worker3")]),
    inconclusive: moved(pods, { type: "eviction", ...told }),
  };
}
