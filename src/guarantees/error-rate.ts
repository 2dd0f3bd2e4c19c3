import { z } from "zod";
import { durationParam, lanesParam, shareParam } from "../analysis/limits/parameters.ts";
import { shareBounds } from "../analysis/outages/shares.ts";
import { counted, listing, percent } from "../analysis/statistics/format.ts";
import { heldStretch, liesIn } from "../analysis/timeline/held.ts";
import { inconclusive, selectLanes } from "../analysis/timeline/selection.ts";
import { toMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";

const params = z.strictObject({
  lanes: lanesParam,
  during: z.string(),
  /** Between which shares of all attempts fail while the fault is held, 0 to 1. */
  atLeast: shareParam.default(0),
  atMost: shareParam,
  /** What the fault gets to settle after its proof. */
  settle: durationParam.default("0s"),
});
type Params = z.infer<typeof params>;

/** Promises which share of the attempts on these lanes, taken together, fails while a fault is held; judged with what chance leaves open (99 %). */
export function errorRate(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "error-rate", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "error-rate",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: ({ lanes, during, atLeast, atMost }) =>
    `${[lanes].flat().join(", ")}: ${percent(atLeast, 1)} to ${percent(atMost, 1)} of attempts fail while ${during} is held`,
  judge(wanted, timeline) {
    const held = heldStretch(timeline, wanted.during, toMs(wanted.settle));
    if ("outcome" in held) return held;
    const selection = selectLanes(wanted, timeline);
    if ("outcome" in selection) return selection;
    const lanes = selection.tracks.map(({ lane, samples }) => {
      const own = samples.filter((sample) => liesIn(sample, held));
      return { id: lane.id, attempts: own.length, failed: own.filter(({ outcome }) => outcome !== "ok").length };
    });
    const attempts = lanes.reduce((sum, lane) => sum + lane.attempts, 0);
    const failed = lanes.reduce((sum, lane) => sum + lane.failed, 0);
    if (attempts === 0) return inconclusive("no attempt was made");
    const [low, high] = shareBounds(failed, attempts);
    const each = lanes.map((lane) => `${lane.id} ${percent(lane.failed, lane.attempts)}`);
    const outside = low > wanted.atMost || high < wanted.atLeast;
    const within = low >= wanted.atLeast && high <= wanted.atMost;
    return {
      outcome: outside ? "fail" : within ? "pass" : "inconclusive",
      summary:
        `${failed} of ${counted(attempts, "attempt")} failed (${percent(failed, attempts)}; ` +
        `${percent(low, 1)} to ${percent(high, 1)} with 99 % certainty): ${listing(each, 6)}`,
      marks: outside ? [{ from: held.from, to: held.to, text: `${percent(failed, attempts)} failed` }] : [],
    };
  },
};
export default definition;
