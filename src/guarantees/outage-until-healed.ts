import { z } from "zod";
import { durationParam, faultParam, lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { counted } from "../analysis/statistics/format.ts";
import { toMs } from "../model/duration.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import { worst } from "../model/outcome.ts";
import type { LaneTrack } from "../model/timeline.ts";
import { between, heldFault, refused } from "../stories/fates.ts";
import type { Attempt, Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { type HeldStretch, heldStretch, liesIn } from "./kit/held-stretch.ts";
import { namesOf, selectLanes } from "./kit/lanes.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

/** Fewer attempts of a lane while the fault was held show nothing. */
const fewestAttempts = 20;
/** So many successes in a row show that a lane is back for good. */
const successesInARow = 10;

const params = z.strictObject({
  lanes: lanesParam,
  /** The fault that takes the only way away. */
  during: faultParam,
  /** How soon after the healing the lanes are back. */
  limit: limitParam,
  /** What the fault gets to settle after its proof. */
  settle: durationParam.default("0s"),
});

const definition = defineGuarantee({
  name: "outage-until-healed",
  summary: "A single point of failure is out while its fault is held, and soon back.",
  about: "time",
  brokenBy: "answers",
  slownessHelps: true,
  fromHealing: true,
  covers:
    "It covers attempts that lie whole in the time in which the fault is held, extra ones too, and the return after its healing.",
  leavesOut:
    "It leaves out the time that the fault gets to settle, because it need not act fully yet; attempts that reach over its ends, because they may have met either state.",
  params,
  describe: ({ lanes, during, limit }, settings) =>
    `${namesOf({ lanes })}: single point of failure, out while ${during} is held and back within ${describeLimit(limit, settings)}`,
  plainly: ({ lanes }) => ({
    held: `${clientsOf(lanes)} stopped while the fault was held, and came back in time`,
    broken: `${clientsOf(lanes)} did not stop while the fault was held, or did not come back in time`,
    measured: `${clientsOf(lanes)} came back {time} after the fault was over`,
  }),
  judge(wanted, facts) {
    const held = heldStretch(wanted.during, facts, toMs(wanted.settle));
    const selection = selectLanes(wanted, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    const lanes = selection.tracks.map((track) => judgeLane(track, held, limit.limitMs));
    const outcome = worst(lanes.map((lane) => lane.outcome));
    const telling = lanes.find((lane) => lane.outcome === outcome) as Judgement;
    const mosts = lanes.map((lane) => lane.measuredMs?.[1] ?? null);
    return {
      outcome,
      summary: `${outcome === "pass" ? `${counted(lanes.length, "lane")} out and back; ` : ""}${telling.summary}`,
      measuredMs: [
        Math.max(...lanes.map((lane) => lane.measuredMs?.[0] ?? 0)),
        mosts.includes(null) ? null : Math.max(...mosts.map(Number)),
      ],
      marks: lanes.flatMap((lane) => lane.marks),
      ...limit,
    };
  },
  stories,
});
export default definition;

/**
 * Promises what a single point of failure must show: these lanes have no success while the fault is held, and are back
 * soon after its healing. A lane that goes on is not through what was broken, so this breaks then too.
 */
export const outageUntilHealed = definition.spec;

function judgeLane(track: LaneTrack, held: HeldStretch, limitMs: number): Judgement {
  const { lane } = track;
  // Extra attempts too: one that succeeded did so while the fault was held.
  const begun = track.all.filter((sample) => sample.started > held.from && sample.started < held.to);
  const answered = begun.filter((sample) => sample.outcome === "ok" && liesIn(sample, held));
  if (answered.length > 0) {
    const summary = `${lane.id} was not out: ${answered.length} of ${counted(begun.length, "attempt")} succeeded while ${held.fault.id} was held`;
    const marks = answered.slice(0, 5).map(({ started, ended }) => ({ from: started, to: ended, text: summary }));
    return { outcome: "fail", summary, marks };
  }
  if (begun.length < fewestAttempts)
    return inconclusive(`${lane.id}: ${counted(begun.length, "attempt")} while ${held.fault.id} was held show nothing`);
  return judgeReturn(track, held, begun.length, limitMs);
}

/** The healing acted between its beginning and its proof; the lane is back with the first of ten successes in a row. */
function judgeReturn({ lane, samples }: LaneTrack, held: HeldStretch, attempts: number, limitMs: number): Judgement {
  const { healingAt, fault } = held;
  const after = samples.filter((sample) => sample.started >= healingAt);
  const back = after.findIndex((_, index) => {
    const row = after.slice(index, index + successesInARow);
    return row.length === successesInARow && row.every(({ outcome }) => outcome === "ok");
  });
  const lastFailed = after.slice(0, back < 0 ? after.length : back).findLast(({ outcome }) => outcome !== "ok");
  const atLeastMs = Math.max(0, (lastFailed?.started ?? 0) - (fault.healedAt ?? Number.POSITIVE_INFINITY));
  const atMostMs = back < 0 ? null : (after[back]?.ended ?? 0) - healingAt;
  const outcome = judgeBounds([atLeastMs, atMostMs], limitMs);
  const told = atMostMs === null ? "not back after the healing" : "back after the healing";
  return {
    outcome,
    summary: `${lane.id}: none of ${counted(attempts, "attempt")} succeeded while ${fault.id} was held, ${told}`,
    measuredMs: [Math.min(atLeastMs, atMostMs ?? atLeastMs), atMostMs],
    marks: outcome === "pass" ? [] : [{ from: healingAt, to: after[back]?.ended, text: `${lane.id} ${told}` }],
  };
}

function stories(): Stories {
  const alone = (until: number, also?: (attempt: Attempt) => boolean): Story => ({
    lanes: ["write/api/new", "cached-read/api/new"],
    guarantees: [outageUntilHealed({ lanes: "*/api/new", during: "held", limit: "2s" })],
    fault: heldFault,
    fate: between(4_000, until, refused, also),
  });
  return {
    pass: alone(9_900),
    fail: alone(9_900, ({ lane }) => !lane.startsWith("cached")),
    inconclusive: alone(10_900),
  };
}
