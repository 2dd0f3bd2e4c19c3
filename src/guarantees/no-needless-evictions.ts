import { z } from "zod";
import { deriveLimit } from "../analysis/limits/derived-limits.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { eventsOf } from "../analysis/timeline/timeline.ts";
import { formatMs } from "../model/duration.ts";
import type { EventOf, Pod } from "../model/event.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";
import type { Outcome } from "../model/outcome.ts";
import type { FaultRecord, Timeline } from "../model/timeline.ts";

const params = z.strictObject({});
type Params = z.infer<typeof params>;

/**
 * Promises that no pod is moved, deleted or made anew, but from nodes that a fault took away for longer than the pod tolerates. A pod that is started again
 * where it was keeps its identity and is not meant; static pods, pods that had ended, and those that an operator's work makes anew are not looked at.
 */
export function noNeedlessEvictions(): GuaranteeSpec {
  return { guarantee: "no-needless-evictions", params: {} };
}

const definition: GuaranteeDefinition<Params> = {
  name: "no-needless-evictions",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: () => "no pod is moved, deleted or made anew, but from nodes that were gone for longer than it tolerates",
  judge(_, timeline) {
    const readings = eventsOf(timeline.events, "pods");
    const before = readings.find(({ when }) => when === "begin");
    const after = readings.findLast(({ when }) => when === "end");
    if (before === undefined || after === undefined) return inconclusive("the pods were not read at begin and end");
    const asked = eventsOf(timeline.events, "procedure").flatMap(({ replaces }) => replaces ?? []);
    const isAsked = ({ namespace, name }: Pod) =>
      asked.some((one) => one.namespace === namespace && name.startsWith(one.prefix));
    const thereAtWork = new Set(
      readings
        .flatMap(({ when, pods }) => (when === "work" ? pods.filter(({ deleting }) => !deleting) : []))
        .map(({ uid }) => uid),
    );
    // What was there when an operator asked for others went because of that.
    const pods = before.pods.filter((pod) => isWatched(pod) && !(isAsked(pod) && thereAtWork.has(pod.uid)));
    if (pods.length === 0) return inconclusive("there was no pod that could have been moved");
    const still = new Set(after.pods.filter(({ deleting }) => !deleting).map(({ uid }) => uid));
    const gone = pods.filter(({ uid }) => !still.has(uid)).map((pod) => ({ pod, needless: judgePod(pod, timeline) }));
    const evictions = eventsOf(timeline.events, "eviction").filter(({ message }) => !/^Cancelling/.test(message));
    return judgeAll(pods, gone, evictions, after.at);
  },
};
export default definition;

/** Whether a pod could be moved at all: the kubelet makes a static pod's mirror anew when its manifest comes back. */
function isWatched({ owner, phase, deleting }: Pod): boolean {
  return owner !== "Node" && phase !== "Succeeded" && phase !== "Failed" && !deleting;
}

/** Whether a pod went without need: fail; pass where its node was surely gone for long enough, inconclusive where it may have been. */
function judgePod(pod: Pod, timeline: Timeline): Outcome {
  if (pod.tolerationMs === undefined) return "fail";
  if (timeline.settings === undefined) return "inconclusive";
  const soonestMs = (deriveLimit("node-not-ready", timeline.settings)?.expectedMs[0] ?? 0) + pod.tolerationMs;
  const faults = timeline.faults.filter(({ nodes }) => nodes.includes(pod.node));
  if (faults.some((fault) => surelyGoneMs(fault) >= soonestMs)) return "pass";
  return faults.some((fault) => perhapsGoneMs(fault, timeline) >= soonestMs) ? "inconclusive" : "fail";
}

function surelyGoneMs({ sustained, activeAt, healingAt }: FaultRecord): number {
  return sustained && activeAt !== undefined && healingAt !== undefined ? healingAt - activeAt : 0;
}

function perhapsGoneMs({ injectingAt, steadyAt }: FaultRecord, { endedAt }: Timeline): number {
  return injectingAt === undefined ? 0 : (steadyAt ?? endedAt) - injectingAt;
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
      `${listing(open.map(tell))} went, and may have had to: their nodes may have been gone long enough`,
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
