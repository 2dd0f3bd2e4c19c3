import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { durationParam, duringParam, lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { outagesIn } from "../analysis/outages/figures.ts";
import { SuccessGaps } from "../analysis/outages/gaps.ts";
import { answerWithinMs, findOutages, longestOutage, successWithin } from "../analysis/outages/outages.ts";
import { counted, describeBounds, describeCounts } from "../analysis/statistics/format.ts";
import { inconclusive, type Selection, selectLanes } from "../analysis/timeline/selection.ts";
import { toMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";

const params = z.strictObject({
  lanes: lanesParam,
  during: duringParam,
  /** In every stretch of this length at least one attempt of all these lanes succeeds. */
  limit: limitParam.default("1s"),
  /** An answer later than this counts as none; by default 1 s. */
  answerWithin: durationParam.default(`${answerWithinMs / 1_000}s`),
});
type Params = z.infer<typeof params>;

/**
 * Promises that these lanes are never all out at once: their attempts are taken together, as those of clients that all want the same service, and in
 * every stretch of a second at least one succeeds. max-outage judges each lane by itself instead, and no-failures every attempt.
 */
export function noOutage(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "no-outage", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "no-outage",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: ({ lanes, during, limit }, settings) =>
    `${[lanes].flat().join(", ")} taken together answer at least once in every ${describeLimit(limit, settings)} (${during})`,
  judge(wanted, timeline) {
    const selection = selectLanes(wanted, timeline);
    if ("outcome" in selection) return selection;
    const limit = resolveLimit(wanted.limit, timeline.settings);
    if (limit === undefined) return inconclusive("the cluster's settings are not known, so there is no limit");
    return { ...judgeTogether(selection, limit.limitMs, toMs(wanted.answerWithin)), ...limit };
  },
};
export default definition;

function judgeTogether({ tracks, stretch, remark }: Selection, limitMs: number, withinMs: number): Judgement {
  const samples = tracks.flatMap((track) => track.all).toSorted((a, b) => a.started - b.started);
  const outages = outagesIn(findOutages(samples, { withinMs }), stretch);
  const hiddenMs = new SuccessGaps(samples, successWithin(withinMs)).longestHiddenMs(stretch.from, stretch.to);
  if (outages.length === 0 && hiddenMs === 0) return inconclusive("no attempt was made");
  const longest = longestOutage(outages);
  const mosts = outages.map((outage) => outage.atMostMs);
  const atMostMs = mosts.includes(null) ? null : Math.max(hiddenMs, ...mosts.map(Number));
  const atLeastMs = longest?.atLeastMs ?? 0;
  const outcome = judgeBounds([atLeastMs, atMostMs], limitMs);
  const told =
    longest === undefined
      ? "no attempt without an answer in time"
      : `at worst ${counted(longest.attempts, "attempt")} in a row without an answer in time (${describeCounts(longest.errors)})`;
  return {
    outcome,
    summary: `${counted(tracks.length, "lane")} together: ${told}${remark}`,
    measuredMs: [atLeastMs, atMostMs],
    marks: outages
      .filter((outage) => outage.atMostMs === null || outage.atMostMs > limitMs)
      .slice(0, 5)
      .map((outage) => ({
        from: outage.from,
        to: outage.to ?? undefined,
        text: `all lanes out ${describeBounds([outage.atLeastMs, outage.atMostMs])}`,
      })),
  };
}
