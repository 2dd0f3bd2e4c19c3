import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import { faultParam, lanesParam, limitParam, workParam } from "../analysis/limits/parameters.ts";
import { isHealthy } from "../analysis/rescheduling/replicas.ts";
import { replicasBefore } from "../analysis/rescheduling/wanted-replicas.ts";
import { counted } from "../analysis/statistics/format.ts";
import { wholeRun } from "../analysis/timeline/stretches.ts";
import { inconclusive } from "../model/guarantee.ts";
import type { Sample } from "../model/sample.ts";
import type { LaneTrack } from "../model/timeline.ts";
import { workloadName } from "../model/workload.ts";
import type { Stories, Story } from "../stories/story.ts";
import { on, pod, replica, scaledUp, workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { heldStretch } from "./kit/held-stretch.ts";
import { namesOf, selectLanes } from "./kit/lanes.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";

/** Fewer answers of old replicas while the fault is held show nothing. */
const fewestAnswers = 20;

const params = z.strictObject({
  /** The step that asked for more replicas while the fault was held. */
  after: workParam,
  /** The fault that keeps a node from hearing of them. */
  during: faultParam,
  /** Lanes through that node. */
  lanes: lanesParam,
  /** How soon after the healing a new replica answers there. */
  limit: limitParam,
});

const definition = defineGuarantee({
  name: "new-endpoints-wait",
  summary: "A node whose agent is dead learns of new replicas only when it is back.",
  about: "safety",
  covers:
    "It covers answers through these lanes from the step on, where a new replica was Ready, or answered another way, meanwhile.",
  leavesOut: "It leaves out answers of replicas from before the step, because other guarantees judge them.",
  params,
  describe: ({ lanes, after, during, limit }, settings) =>
    `${namesOf({ lanes })}: replicas of "${after}" wait until ${during} is over, and answer within ${describeLimit(limit, settings)} then`,
  plainly: () => ({
    held: "new replicas answered as soon as the fault was over, and not before",
    broken: "new replicas answered before the fault was over, or too late after it",
    measured: "new replicas answered {time} after the fault was over",
  }),
  judge(wanted, facts) {
    const held = heldStretch(wanted.during, facts);
    const selection = selectLanes({ lanes: wanted.lanes, during: wholeRun }, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    const done = facts.eventsOf("procedure-done").find(({ id, evidence }) => id === wanted.after && evidence.proven);
    if (done === undefined) return inconclusive(`nothing shows that "${wanted.after}" was done`);
    const asked = facts.eventsOf("procedure").find(({ id }) => id === wanted.after);
    if (facts.workload() === undefined || asked === undefined)
      return inconclusive("the workload's replicas before it are not known");
    const old = replicasBefore(facts, asked.at, selection.tracks);
    const answers = answersAfter(done.at, selection.tracks);
    const first = answers.find(({ detail = "" }) => !old.has(detail));
    if (first !== undefined && first.ended < held.to) {
      const summary = `${first.detail} answered through it while ${wanted.during} was held`;
      return { outcome: "fail", summary, marks: [{ from: first.started, to: first.ended, text: summary }], ...limit };
    }
    const others = facts.tracks.filter((track) => isOther(track, selection.tracks));
    const answered = answersAfter(done.at, others).some(
      ({ detail = "", ended }) => !old.has(detail) && ended < held.to,
    );
    if (!wasReady(facts, old, held.to) && !answered)
      return inconclusive("no new replica was Ready or answered anywhere while it was held: nothing had to wait");
    const waited = answers.filter(({ ended }) => ended < held.to).length;
    const healedAt = held.fault.healedAt ?? Number.POSITIVE_INFINITY;
    // From the first attempt that is missing on, a new replica may have answered.
    const span = { from: held.healingAt, to: first?.started ?? facts.endedAt };
    const holes = selection.tracks.flatMap((track) => facts.coverageOf(track, span));
    const absentUntil = Math.min(span.to, ...holes.filter(({ to }) => to > span.from).map(({ from }) => from));
    const measuredMs = [
      Math.max(0, absentUntil - healedAt),
      first === undefined ? null : first.ended - held.healingAt,
    ] as const;
    const told = first === undefined ? "none answered afterwards" : `${first.detail} answered after it`;
    const summary = `${counted(waited, "answer")} of replicas from before while it was held; ${told}`;
    const outcome = judgeBounds(measuredMs, limit.limitMs);
    if (outcome !== "fail" && waited < fewestAnswers)
      return inconclusive(`${counted(waited, "answer")} while it was held show nothing`);
    return { outcome, summary, measuredMs, about: "time", marks: [], ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises what a node must show whose agent is dead: through it, none of the replicas that are made in that time
 * answers until the agent is back, and then one does within a limit. The old ones go on, which other guarantees judge.
 */
export const newEndpointsWait = definition.spec;

/** Answers of named replicas to attempts that began after a moment, in the order in which they ended. */
function answersAfter(at: number, tracks: readonly LaneTrack[]): readonly Sample[] {
  return tracks
    .flatMap(({ all }) => all)
    .filter(({ outcome, detail, started }) => outcome === "ok" && detail !== undefined && started > at)
    .toSorted((a, b) => a.ended - b.ended);
}

/** Whether observers told before a moment that a replica was Ready which is none of these. */
function wasReady(facts: Facts, old: ReadonlySet<string>, before: number): boolean {
  return facts
    .replicaMoments()
    .some(({ when, replicas }) => when[1] < before && replicas.some((one) => isHealthy(one) && !old.has(one.name)));
}

/** Whether a lane of the workload goes another way than those that are judged. */
function isOther(track: LaneTrack, judged: readonly LaneTrack[]): boolean {
  return track.lane.operation.startsWith(`${workloadName}-`) && !judged.includes(track);
}

function stories(): Stories {
  const lane = "workload-http/worker/new";
  const servedFrom = (servesAt: number): Story =>
    workerHit({
      lanes: ["write/api/reused", lane],
      observer: { "watch-pods": [[5_000, pod(replica("new"), on("worker2"))]] },
      guarantees: [newEndpointsWait({ after: "scale", during: "held", lanes: lane, limit: "3s" })],
      events: scaledUp(4_200, 4_400),
      fate: (attempt) =>
        attempt.lane === lane && attempt.at >= servesAt && attempt.number % 4 === 0
          ? { detail: replica("new") }
          : undefined,
    });
  return { pass: servedFrom(10_000), fail: servedFrom(6_000), inconclusive: servedFrom(12_050) };
}
