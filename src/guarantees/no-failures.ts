import { z } from "zod";
import { backendOf } from "../analysis/degradations.ts";
import { duringParam, exceptPinnedToParam, lanesParam } from "../analysis/parameters.ts";
import { inconclusive, selectLanes } from "../analysis/selection.ts";
import { countWords } from "../analysis/statistics.ts";
import { belongs } from "../analysis/windows.ts";
import { counted, describeCounts, listing } from "../analysis/words.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";

const params = z.strictObject({ lanes: lanesParam, during: duringParam, exceptPinnedTo: exceptPinnedToParam });
type Params = z.infer<typeof params>;

/** Promises that not one attempt of these lanes fails. */
export function noFailures(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "no-failures", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "no-failures",
  params: params as z.ZodType<Params>,
  describe: ({ lanes, during, exceptPinnedTo }) =>
    `${[lanes].flat().join(", ")}: not one failed attempt (${during})` +
    (exceptPinnedTo === undefined ? "" : "; connections to the fault's target aside"),
  judge(wanted, timeline) {
    const selection = selectLanes(wanted, timeline);
    if ("outcome" in selection) return selection;
    const { window, tracks, remark } = selection;
    const lanes = tracks.map(({ lane, samples }) => ({
      lane,
      samples: samples.filter((sample) => belongs(sample, window)),
    }));
    const silent = lanes.filter(({ samples }) => samples.length === 0);
    if (silent.length > 0) return inconclusive(`no attempt was made on ${listing(silent.map(({ lane }) => lane.id))}`);
    const attempts = lanes.reduce((sum, { samples }) => sum + samples.length, 0);
    const failures = lanes.flatMap(({ lane, samples }) =>
      samples.filter((sample) => sample.outcome !== "ok").map((sample) => ({ lane: lane.id, sample })),
    );
    if (failures.length === 0) {
      return { outcome: "pass", summary: `${counted(attempts, "attempt")}, none failed${remark}`, marks: [] };
    }
    const words = describeCounts(
      countWords(failures.map(({ lane, sample }) => `${lane} ${sample.error ?? sample.outcome}`)),
    );
    return {
      outcome: "fail",
      summary: `${failures.length} of ${counted(attempts, "attempt")} failed: ${words}${remark}`,
      marks: failures.slice(0, 20).map(({ lane, sample }) => ({
        from: sample.started,
        to: sample.ended,
        text: `${lane}: ${sample.error ?? sample.outcome}, met ${backendOf(sample, timeline.backends)}`,
      })),
    };
  },
};
export default definition;
