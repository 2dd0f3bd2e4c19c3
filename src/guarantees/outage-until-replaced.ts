import { z } from "zod";
import { deriveLimit, resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { outagesIn } from "../analysis/outages/figures.ts";
import { answerWithinMs, findOutages, longestOutage } from "../analysis/outages/outages.ts";
import { counted, describeBounds } from "../analysis/statistics/format.ts";
import { inconclusive, selectLanes } from "../analysis/timeline/selection.ts";
import { formatMs } from "../model/duration.ts";
import type { Outage } from "../model/figures.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";
import { worst } from "../model/outcome.ts";

const params = z.strictObject({
  lanes: lanesParam,
  during: z.string(),
  /** The longest that the outage may be. */
  limit: limitParam,
  /** What would have prevented it, for the report. */
  preventedBy: z.string().min(1),
});
type Params = z.infer<typeof params>;

/**
 * Promises what an application on one node must show when that node is lost: these lanes are out until the loss is noticed, the pods are given up and others
 * have started, not less and not more. A lane that is out for a shorter time is not through what was broken, so this breaks then too.
 */
export function outageUntilReplaced(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "outage-until-replaced", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "outage-until-replaced",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: ({ lanes, during, limit }, settings) =>
    `${[lanes].flat().join(", ")}: out after ${during} for detection + toleration + start, at most ${describeLimit(limit, settings)}`,
  judge(wanted, timeline) {
    const selection = selectLanes(wanted, timeline);
    if ("outcome" in selection) return selection;
    const eviction = timeline.settings && deriveLimit("node-eviction", timeline.settings);
    const limit = resolveLimit(wanted.limit, timeline.settings);
    if (limit === undefined || eviction === undefined)
      return inconclusive("the cluster's settings are not known, so there is no limit");
    const { stretch } = selection;
    const judged = selection.tracks.map((track) => {
      const outage = longestOutage(outagesIn(findOutages(track.all, { withinMs: answerWithinMs }), stretch));
      return judgeOutage(track.lane.id, outage, eviction.expectedMs[0], limit.limitMs);
    });
    const outcome = worst(judged.map((one) => one.outcome));
    const telling = judged.find((one) => one.outcome === outcome) as Judgement;
    const mosts = judged.map((one) => one.measuredMs?.[1] ?? null);
    return {
      outcome,
      summary: `${counted(judged.length, "lane")}; ${telling.summary}; prevented by: ${wanted.preventedBy}`,
      measuredMs: [
        Math.min(...judged.map((one) => one.measuredMs?.[0] ?? 0)),
        mosts.includes(null) ? null : Math.max(...mosts.map(Number)),
      ],
      expectedMs: [eviction.expectedMs[0], limit.limitMs],
      marks: judged.flatMap(({ marks }) => marks),
      ...limit,
    };
  },
};
export default definition;

function judgeOutage(lane: string, outage: Outage | undefined, leastMs: number, mostMs: number): Judgement {
  if (outage === undefined) return { outcome: "fail", summary: `${lane} was never out`, measuredMs: [0, 0], marks: [] };
  const measuredMs = [outage.atLeastMs, outage.atMostMs] as const;
  const told = `${lane} out for ${describeBounds(measuredMs)}`;
  const short = outage.atMostMs !== null && outage.atMostMs < leastMs;
  const summary = short ? `${told}, less than the ${formatMs(leastMs)} that giving up a node takes` : told;
  const outcome = short ? "fail" : judgeBounds(measuredMs, mostMs);
  const mark = { from: outage.from, to: outage.to ?? undefined, text: summary };
  return { outcome, summary, measuredMs, marks: outcome === "pass" ? [] : [mark] };
}
