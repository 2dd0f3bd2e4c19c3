import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import {
  durationParam,
  duringParam,
  exceptPinnedToParam,
  lanesParam,
  limitParam,
} from "../analysis/limits/parameters.ts";
import { outagesIn, outagesOf } from "../analysis/outages/figures.ts";
import { SuccessGaps } from "../analysis/outages/gaps.ts";
import {
  answerWithinMs,
  type FoundOutage,
  findOutages,
  longestOutage,
  successWithin,
} from "../analysis/outages/outages.ts";
import { counted, describeBounds, describeCounts } from "../analysis/statistics/format.ts";
import { inconclusive, type Selection, selectLanes } from "../analysis/timeline/selection.ts";
import { isTrustError, trustRemark } from "../analysis/verdict/trust-errors.ts";
import { toMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement, Mark } from "../model/guarantee.ts";
import { type Outcome, worst } from "../model/outcome.ts";
import type { LaneTrack } from "../model/timeline.ts";

/** Marks for one lane: enough to find the place, few enough to read. */
const mostMarks = 5;

const params = z.strictObject({
  lanes: lanesParam,
  during: duringParam,
  limit: limitParam,
  exceptPinnedTo: exceptPinnedToParam,
  /** An answer later than this counts as none; by default 1 s. */
  answerWithin: durationParam.default(`${answerWithinMs / 1_000}s`),
});
type Params = z.infer<typeof params>;

/** What one lane came to. */
interface LaneResult {
  readonly lane: string;
  readonly outcome: Outcome;
  readonly boundsMs: readonly [number, number | null];
  readonly outages: readonly FoundOutage[];
}

/** Promises that none of these lanes is ever out for longer than a limit: that long without one answer in time. */
export function maxOutage(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "max-outage", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "max-outage",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: ({ lanes, during, limit }, settings) =>
    `${[lanes].flat().join(", ")} never out longer than ${describeLimit(limit, settings)} (${during})`,
  judge(wanted, timeline) {
    const selection = selectLanes(wanted, timeline);
    if ("outcome" in selection) return selection;
    const limit = resolveLimit(wanted.limit, timeline.settings);
    if (limit === undefined) return inconclusive("the cluster's settings are not known, so there is no limit");
    const withinMs = toMs(wanted.answerWithin);
    const results = selection.tracks.map((track) => judgeLane(track, selection, limit.limitMs, withinMs));
    return { ...summarize(results, selection, limit.limitMs), ...limit };
  },
};
export default definition;

function judgeLane(track: LaneTrack, { stretch }: Selection, limitMs: number, withinMs: number): LaneResult {
  const outages = outagesIn(outagesOf(track, withinMs), stretch);
  const hiddenMs = new SuccessGaps(track.all, successWithin(withinMs)).longestHiddenMs(stretch.from, stretch.to);
  // A certificate that does not convince was shown by somebody who was there: such attempts may hide an outage but prove none.
  const proven = track.all.some(isTrustError)
    ? outagesIn(findOutages(track.all, { withinMs, answered: isTrustError }), stretch)
    : outages;
  const atLeastMs = longestOutage(proven)?.atLeastMs ?? 0;
  const mosts = outages.map((outage) => outage.atMostMs);
  const atMostMs = mosts.includes(null) ? null : Math.max(hiddenMs, ...mosts.map(Number));
  const outcome = judgeBounds([atLeastMs, atMostMs], limitMs);
  return { lane: track.lane.id, outcome, boundsMs: [atLeastMs, atMostMs], outages };
}

/** The longest outage of all lanes lies between the greatest of the least and the greatest of the most lengths. */
function summarize(results: readonly LaneResult[], selection: Selection, limitMs: number): Judgement {
  const most = (result: LaneResult) => result.boundsMs[1] ?? Number.POSITIVE_INFINITY;
  const outcome = worst(results.map((result) => result.outcome));
  const atLeastMs = Math.max(...results.map((result) => result.boundsMs[0]));
  const atMostMs = Math.max(...results.map(most));
  const boundsMs: [number, number | null] = [atLeastMs, Number.isFinite(atMostMs) ? atMostMs : null];
  const telling = results.find((result) =>
    outcome === "fail" ? result.boundsMs[0] === atLeastMs : most(result) === atMostMs,
  );
  const undecided =
    outcome === "inconclusive"
      ? `; ${describeBounds(boundsMs)} does not decide it: probe faster, or on a machine that is less busy`
      : "";
  return {
    outcome,
    summary: `${describeLane(telling, results.length)}${undecided}${trustRemark(selection.tracks, selection.stretch)}${selection.remark}`,
    measuredMs: boundsMs,
    marks: results.flatMap((result) => marksOf(result, limitMs)),
  };
}

function describeLane(result: LaneResult | undefined, lanes: number): string {
  const outage = longestOutage(result?.outages ?? []);
  if (result === undefined || outage === undefined) {
    return `no outage seen on ${counted(lanes, "lane")}; a shorter one than the gap between answers may have hidden`;
  }
  const attempts = `${counted(outage.attempts, "attempt")} without an answer in time (${describeCounts(outage.errors)})`;
  return `longest on ${result.lane}: ${attempts}`;
}

function marksOf({ lane, outages }: LaneResult, limitMs: number): Mark[] {
  return outages
    .filter((outage) => outage.atMostMs === null || outage.atMostMs > limitMs)
    .slice(0, mostMarks)
    .map((outage) => ({
      from: outage.from,
      to: outage.to ?? undefined,
      text: `${lane} out ${describeBounds([outage.atLeastMs, outage.atMostMs])}`,
    }));
}
