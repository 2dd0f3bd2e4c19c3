import { z } from "zod";
import { duringParam, exceptPinnedToParam, lanesParam } from "../analysis/limits/parameters.ts";
import { furtherConnections } from "../analysis/outages/connections.ts";
import { backendOf } from "../analysis/outages/degradations.ts";
import { counted, describeCounts, listing } from "../analysis/statistics/format.ts";
import { countWords } from "../analysis/statistics/statistics.ts";
import { inconclusive, selectLanes } from "../analysis/timeline/selection.ts";
import { type Stretch, samplesIn } from "../analysis/timeline/stretches.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";
import type { Sample } from "../model/sample.ts";
import type { LaneTrack } from "../model/timeline.ts";

/** Marks in a report: enough to find the place, few enough to read. */
const mostMarks = 20;

const params = z.strictObject({ lanes: lanesParam, during: duringParam, exceptPinnedTo: exceptPinnedToParam });
type Params = z.infer<typeof params>;

/**
 * Promises that not one attempt of these lanes fails. On a lane of reused connections only those count: an attempt that failed on a further
 * connection, opened because the lane's own was busy, says nothing about the own one where that went on to answer.
 */
export function noFailures(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "no-failures", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "no-failures",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: ({ lanes, during, exceptPinnedTo }) =>
    `${[lanes].flat().join(", ")}: not one failed attempt (${during})` +
    (exceptPinnedTo === undefined ? "" : "; connections to the fault's target aside"),
  judge(wanted, timeline) {
    const selection = selectLanes(wanted, timeline);
    if ("outcome" in selection) return selection;
    const lanes = selection.tracks.map((track) => attemptsOf(track, selection.stretch));
    const silent = lanes.filter(({ attempts }) => attempts === 0).map(({ lane }) => lane);
    if (silent.length > 0) return inconclusive(`no attempt was made on ${listing(silent)}`);
    const attempts = lanes.reduce((sum, lane) => sum + lane.attempts, 0);
    const aside = lanes.reduce((sum, lane) => sum + lane.aside, 0);
    const failures = lanes.flatMap(({ lane, failures }) => failures.map((sample) => ({ lane, sample })));
    const remark = `${aside === 0 ? "" : `; not judged: ${counted(aside, "failure")} on further connections, opened while the lane's own was busy`}${selection.remark}`;
    const words = describeCounts(countWords(failures.map(({ lane, sample }) => `${lane} ${classOf(sample)}`)));
    const told = failures.length === 0 ? "none failed" : `${failures.length} failed: ${words}`;
    return {
      outcome: failures.length === 0 ? "pass" : "fail",
      summary: `${counted(attempts, "attempt")}, ${told}${remark}`,
      marks: failures.slice(0, mostMarks).map(({ lane, sample }) => ({
        from: sample.started,
        to: sample.ended,
        text: `${lane}: ${classOf(sample)}, met ${backendOf(sample, timeline.backends)}`,
      })),
    };
  },
};
export default definition;

/** What one lane came to in a stretch. */
interface LaneAttempts {
  readonly lane: string;
  readonly attempts: number;
  readonly failures: readonly Sample[];
  /** Failures on further connections. */
  readonly aside: number;
}

function attemptsOf(track: LaneTrack, stretch: Stretch): LaneAttempts {
  // Extra attempts too: a client that tried then did fail.
  const samples = samplesIn(track.all, stretch);
  const failed = samples.filter((sample) => sample.outcome !== "ok");
  const isFurther = failed.length === 0 ? () => false : furtherConnections(track);
  const failures = failed.filter((sample) => !isFurther(sample));
  return { lane: track.lane.id, attempts: samples.length, failures, aside: failed.length - failures.length };
}

function classOf(sample: Sample): string {
  return sample.error ?? sample.outcome;
}
