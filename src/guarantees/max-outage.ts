import { z } from "zod";
import { longestUnseenMs } from "../analysis/blind-spots.ts";
import { resolveLimit } from "../analysis/bounds.ts";
import { outagesIn } from "../analysis/figures.ts";
import { describeLimit } from "../analysis/limits.ts";
import { answerWithinMs, type FoundOutage, findOutages, longestOutage } from "../analysis/outages.ts";
import { durationParam, duringParam, exceptPinnedToParam, lanesParam, limitParam } from "../analysis/parameters.ts";
import { inconclusive, type Selection, selectLanes } from "../analysis/selection.ts";
import { counted, describeBounds, describeCounts } from "../analysis/words.ts";
import { toMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";
import { type Outcome, worst } from "../model/outcome.ts";
import type { LaneTrack } from "../model/timeline.ts";

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

function judgeLane(track: LaneTrack, { window }: Selection, limitMs: number, withinMs: number): LaneResult {
  const outages = outagesIn(findOutages(track.samples, { withinMs }), window);
  const unseenMs = longestUnseenMs(track.samples, window, withinMs);
  const atLeastMs = longestOutage(outages)?.atLeastMs ?? 0;
  const mosts = outages.map((outage) => outage.atMostMs);
  const atMostMs = mosts.includes(null) ? null : Math.max(unseenMs, ...mosts.map(Number));
  const outcome = atLeastMs > limitMs ? "fail" : atMostMs !== null && atMostMs <= limitMs ? "pass" : "inconclusive";
  return { lane: track.lane.id, outcome, boundsMs: [atLeastMs, atMostMs], outages };
}

function summarize(results: readonly LaneResult[], selection: Selection, limitMs: number): Judgement {
  const most = (result: LaneResult) => result.boundsMs[1] ?? Number.POSITIVE_INFINITY;
  const longest = results.reduce((a, b) =>
    b.boundsMs[0] > a.boundsMs[0] || (b.boundsMs[0] === a.boundsMs[0] && most(b) > most(a)) ? b : a,
  );
  const outcome = worst(results.map((result) => result.outcome));
  const worstOutage = longestOutage(longest.outages);
  const seen =
    worstOutage === undefined
      ? `no outage on ${counted(results.length, "lane")}; one shorter than the gap between answers would not have been seen`
      : `longest on ${longest.lane}: ${counted(worstOutage.attempts, "attempt")} without an answer in time (${describeCounts(worstOutage.errors)})`;
  const probeFaster =
    outcome === "inconclusive" ? `; the bounds ${describeBounds(longest.boundsMs)} do not decide it: probe faster` : "";
  return {
    outcome,
    summary: `${seen}${probeFaster}${selection.remark}`,
    measuredMs: longest.boundsMs,
    marks: results.flatMap(({ lane, outages }) =>
      outages
        .filter((outage) => outage.atMostMs === null || outage.atMostMs > limitMs)
        .map((outage) => ({
          from: outage.from,
          to: outage.to ?? undefined,
          text: `${lane} out ${describeBounds([outage.atLeastMs, outage.atMostMs])}`,
        })),
    ),
  };
}
