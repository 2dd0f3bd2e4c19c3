import { z } from "zod";
import {
  durationParam,
  duringParam,
  exceptPinnedToParam,
  lanesParam,
  shareParam,
} from "../analysis/limits/parameters.ts";
import { counted } from "../analysis/statistics/format.ts";
import { type Stretch, samplesIn } from "../analysis/timeline/stretches.ts";
import { formatMs, toMs } from "../model/duration.ts";
import { inconclusive } from "../model/guarantee.ts";
import { type Outcome, worst } from "../model/outcome.ts";
import { latencyMs } from "../model/sample.ts";
import type { LaneTrack } from "../model/timeline.ts";
import { atTarget, between, heldFault } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { exceptPinned, namesOf, selectLanes } from "./kit/lanes.ts";
import { missingAttempts } from "./kit/missing-attempts.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

const params = z.strictObject({
  lanes: lanesParam,
  during: duringParam,
  /** The latency limit: a success later than this after its start does not count. */
  within: durationParam.default("1s"),
  /** The least share of attempts that must succeed within it, 0 to 1. */
  share: shareParam,
  exceptPinnedTo: exceptPinnedToParam,
});

/** What one lane came to. */
interface LaneResult {
  readonly lane: string;
  readonly attempts: number;
  readonly inTime: number;
  readonly outcome: Outcome;
}

const definition = defineGuarantee({
  name: "availability-at",
  summary: "At least a given share of attempts succeeds within a time.",
  about: "time",
  covers:
    "It covers every scheduled attempt of these lanes in the stretch, each lane by itself, failed and late ones alike.",
  leavesOut:
    "It leaves out extra attempts, because they are made in bad times only and would bend the share; lanes pinned to the fault's target where it says so, because their connection has to break.",
  params,
  describe: ({ lanes, during, within, share, exceptPinnedTo }) =>
    `${namesOf({ lanes })}: at least ${tellShare(share)} of scheduled attempts succeed within ${formatMs(toMs(within))} (${during})` +
    exceptPinned(exceptPinnedTo),
  plainly: ({ lanes, within, share }) => ({
    held: `at least ${tellShare(share)} of ${clientsOf(lanes)} were answered within ${formatMs(toMs(within))}`,
    broken: `fewer than ${tellShare(share)} of ${clientsOf(lanes)} were answered within ${formatMs(toMs(within))}`,
  }),
  judge(wanted, facts) {
    const selection = selectLanes(wanted, facts);
    const budgetMs = toMs(wanted.within);
    const short = selection.tracks.find(({ lane }) => lane.deadlineMs < budgetMs);
    // An attempt that was given up sooner says nothing about the time after.
    if (short !== undefined)
      return inconclusive(
        `attempts of ${short.lane.id} are given up before ${formatMs(toMs(wanted.within))}: choose a shorter time`,
      );
    const results = selection.tracks.map((track) => {
      const missing = missingAttempts(track, selection.stretch, facts);
      return judgeLane(track, selection.stretch, { budgetMs, share: wanted.share, missing });
    });
    const least = results.toSorted((a, b) => shareOf(a) - shareOf(b))[0] as LaneResult;
    const outcome = worst(results.map((result) => result.outcome));
    const few = outcome === "inconclusive" ? `; too few attempts to show ${tellShare(wanted.share)}` : "";
    return {
      outcome,
      summary: `least on ${least.lane}: ${least.inTime} of ${counted(least.attempts, "attempt")} (${tellShare(shareOf(least))})${few}${selection.remark}`,
      marks: [],
    };
  },
  stories,
});
export default definition;

/**
 * Promises that on each of these lanes at least this share of attempts succeeds within a latency budget, counted over a
 * stretch. It is the only guarantee that counts late answers and failed attempts alike, wherever they are.
 */
export const availabilityAt = definition.spec;

/** What attempts of a lane are held against, and how many of them may be missing. */
interface Bar {
  readonly budgetMs: number;
  readonly share: number;
  readonly missing: number;
}

/**
 * So few attempts that one failure would break the promise show nothing while none fails; what is missing may have
 * succeeded.
 */
function judgeLane({ lane, samples }: LaneTrack, stretch: Stretch, { budgetMs, share, missing }: Bar): LaneResult {
  const here = samplesIn(samples, stretch);
  const inTime = here.filter((sample) => sample.outcome === "ok" && latencyMs(sample) <= budgetMs);
  const result = { lane: lane.id, attempts: here.length, inTime: inTime.length };
  // Of 0.999 of 1000 exactly one may fail; the sum of such products in floating point is off by less than this.
  const mayBeKept = inTime.length + missing >= share * (here.length + missing) - 1e-9;
  const kept = inTime.length >= share * here.length - 1e-9;
  const enough = share === 1 ? here.length > 0 : here.length * (1 - share) >= 1 - 1e-9;
  if (here.length === 0 || (!kept && mayBeKept)) return { ...result, outcome: "inconclusive" };
  return { ...result, outcome: !kept ? "fail" : enough ? "pass" : "inconclusive" };
}

function shareOf({ attempts, inTime }: LaneResult): number {
  return attempts === 0 ? 0 : inTime / attempts;
}

function tellShare(share: number): string {
  return `${Number((100 * share).toFixed(3))} %`;
}

function stories(): Stories {
  const late = { latencyMs: 1_800 };
  const available = (fate: Story["fate"], share = 0.9): Story => ({
    lanes: ["write/api/new", "quorum-read/api/new"],
    guarantees: [availabilityAt({ lanes: "*/api/new", during: "held", within: "1s", share })],
    fault: heldFault,
    fate,
  });
  return {
    pass: available(between(4_050, 5_300, late, atTarget)),
    fail: available(between(4_050, 6_300, late)),
    inconclusive: available(undefined, 0.995),
  };
}
