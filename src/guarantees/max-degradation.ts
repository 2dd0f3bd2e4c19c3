import { z } from "zod";
import { duringParam, exceptPinnedToParam, lanesParam, limitParam, shareParam } from "../analysis/limits/parameters.ts";
import { type Count, type DegradedSpan, degradedSpans } from "../analysis/outages/degraded-spans.ts";
import { counted, describeBounds, percent } from "../analysis/statistics/format.ts";
import { shareBounds } from "../analysis/statistics/intervals.ts";
import { belongs, samplesIn } from "../analysis/timeline/stretches.ts";
import { inconclusive, type Judgement, type Mark } from "../model/guarantee.ts";
import { type Outcome, worst } from "../model/outcome.ts";
import type { LaneTrack } from "../model/timeline.ts";
import { atTarget, between, heldFault, refused } from "../stories/fates.ts";
import type { Attempt, Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { exceptPinned, namesOf, type Selection, selectLanes } from "./kit/lanes.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";
import { missingAttempts } from "./kit/missing-attempts.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

const params = z.strictObject({
  lanes: lanesParam,
  during: duringParam,
  /** The longest that attempts may fail, some or all. */
  limit: limitParam,
  /** The greatest share of attempts that may fail meanwhile; without it any share may. */
  errorRate: shareParam.default(1),
  exceptPinnedTo: exceptPinnedToParam,
});

/** A stretch with its lane and what it came to. */
interface Judged {
  readonly lane: string;
  readonly stretch: DegradedSpan;
  /** Of which attempts the share was judged. */
  readonly share: Count;
  readonly outcome: Outcome;
}

const definition = defineGuarantee({
  name: "max-degradation",
  summary: "Where attempts fail, they do so for at most a time and at most in a share.",
  about: "time",
  covers: "It covers every span of failures of these lanes that touches the stretch, each lane by itself.",
  leavesOut:
    "It leaves out a share that chance explains, because it is no evidence; extra attempts, because they would bend the share; lanes pinned to the fault's target where it says so, because their connection has to break.",
  exempt: {
    "more-failures":
      "Its share is one of the whole time from a lane's first failure to its last: a few more failures soon after make that time longer and the share less.",
  },
  params,
  describe: ({ lanes, during, limit, errorRate, exceptPinnedTo }, settings) =>
    `${namesOf({ lanes })}: attempts fail for at most ${describeLimit(limit, settings)} ` +
    `${errorRate === 1 ? "" : `and at most ${percent(errorRate, 1)} of them `}(${during})${exceptPinned(exceptPinnedTo)}`,
  plainly: ({ lanes }) => ({
    held: `${clientsOf(lanes)} failed no more than they may`,
    broken: `${clientsOf(lanes)} failed more than they may`,
    measured: `some ${clientsOf(lanes)} failed for {time}`,
  }),
  judge(wanted, facts) {
    const selection = selectLanes(wanted, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    const found = selection.tracks.flatMap((track) => stretchFiguresOf(track, selection));
    const judged = found.map(({ track, stretch }) => {
      const share = telling(stretch, wanted.errorRate);
      const missing = missingAttempts(track, selection.stretch, facts);
      const length = judgeBounds([stretch.atLeastMs, stretch.atMostMs], limit.limitMs);
      return {
        lane: track.lane.id,
        stretch,
        share,
        outcome: worst([length, judgeShare(share, wanted.errorRate, missing)]),
      };
    });
    return { ...summarize(judged, selection), ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises that where attempts fail, they do so for at most this long and at most in this share, lane by lane. A
 * stretch in which every attempt fails counts too: its share is 1. The share counts against the cluster only where
 * chance does not explain it (99 %); where a stretch is too short to tell, 20 attempts around it are looked at.
 */
export const maxDegradation = definition.spec;

function stretchFiguresOf(track: LaneTrack, { stretch }: Selection): { track: LaneTrack; stretch: DegradedSpan }[] {
  return degradedSpans(track.samples)
    .filter(({ failures }) => failures.some((sample) => belongs(sample, stretch)))
    .map((stretch) => ({ track, stretch }));
}

/**
 * The count that tells whether the share was kept: the stretch's own, where chance leaves no doubt, else that of the
 * attempts around it.
 */
function telling({ within, around }: DegradedSpan, most: number): Count {
  return judgeShare(within, most) === "inconclusive" ? around : within;
}

/** Attempts that are missing may all have succeeded. */
function judgeShare({ attempts, failed }: Count, most: number, missing = 0): Outcome {
  // The product is off by less than this in floating point.
  if (failed <= most * attempts + 1e-9) return "pass";
  return shareBounds(failed, attempts + missing)[0] > most ? "fail" : "inconclusive";
}

function summarize(judged: readonly Judged[], { tracks, stretch, remark }: Selection): Judgement {
  const attempts = tracks.reduce((sum, { samples }) => sum + samplesIn(samples, stretch).length, 0);
  if (attempts === 0) return inconclusive("no attempt was made");
  if (judged.length === 0) {
    const summary = `${counted(attempts, "attempt")} on ${counted(tracks.length, "lane")}, none failed${remark}`;
    return { outcome: "pass", summary, measuredMs: [0, 0], marks: [] };
  }
  const most = (one: Judged) => one.stretch.atMostMs ?? Number.POSITIVE_INFINITY;
  const outcome = worst(judged.map((one) => one.outcome));
  const longest = judged.toSorted((a, b) => most(b) - most(a))[0] as Judged;
  const densest = judged.toSorted((a, b) => shareOf(b) - shareOf(a))[0] as Judged;
  const atMostMs = most(longest);
  const measuredMs = [
    Math.max(...judged.map(({ stretch }) => stretch.atLeastMs)),
    Number.isFinite(atMostMs) ? atMostMs : null,
  ] as const;
  return {
    outcome,
    summary: `longest on ${tell(longest)}${densest === longest ? "" : `; densest on ${tell(densest)}`}${remark}`,
    measuredMs,
    marks: judged.filter((one) => one.outcome !== "pass").map(mark),
  };
}

function shareOf({ share }: Judged): number {
  return share.failed / share.attempts;
}

function tell({ lane, stretch: { atLeastMs, atMostMs, within }, share: { attempts, failed } }: Judged): string {
  const where = attempts > within.attempts ? " in and around it" : "";
  const share = `${failed} of ${counted(attempts, "attempt")} failed${where} (${percent(failed, attempts)})`;
  return `${lane}: ${describeBounds([atLeastMs, atMostMs])}, ${share}`;
}

function mark(one: Judged): Mark {
  return { from: one.stretch.from, to: one.stretch.to, text: `degraded, ${tell(one)}` };
}

function stories(): Stories {
  const degraded = (until: number, also: (attempt: Attempt) => boolean): Story => ({
    lanes: ["write/api/new", "quorum-read/api/new"],
    hz: 20,
    guarantees: [maxDegradation({ lanes: "*/api/new", during: "held", limit: "4s", errorRate: 0.5 })],
    fault: heldFault,
    fate: between(4_050, until, refused, also),
  });
  return {
    pass: degraded(7_000, atTarget),
    fail: degraded(7_000, ({ random }) => random() < 0.9),
    inconclusive: degraded(8_060, ({ at, backend }) => backend === 1 || at > 8_000),
  };
}
