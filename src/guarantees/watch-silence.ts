import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { duringParam, lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { counted, describeBounds } from "../analysis/statistics/format.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import type { Stretch } from "../analysis/timeline/stretches.ts";
import type { Silence } from "../analysis/watch/followed-watch.ts";
import { describeReasons, longestSilence } from "../analysis/watch/watch.ts";
import { leastSilenceMs } from "../analysis/watch/watch-follower.ts";
import { allWatches, type JudgedWatch, selectWatches } from "../analysis/watch/watch-selection.ts";
import { formatMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";

/** Marks in a report: enough to find the place, few enough to read. */
const mostMarks = 10;

const params = z.strictObject({ lanes: lanesParam.default(allWatches), during: duringParam, limit: limitParam });
type Params = z.infer<typeof params>;

/** Promises that these watches are never silent for longer than a limit while writes are acknowledged, for whatever reason. */
export function watchSilence(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "watch-silence", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "watch-silence",
  params: params as z.ZodType<Params>,
  about: "time",
  judges: "watches",
  describe: ({ lanes, during, limit }, settings) =>
    `${[lanes].flat().join(", ")} never silent longer than ${describeLimit(limit, settings)} while writes are acknowledged (${during})`,
  judge(wanted, timeline) {
    const selection = selectWatches(wanted, timeline);
    if ("outcome" in selection) return selection;
    const limit = resolveLimit(wanted.limit, timeline.settings);
    if (limit === undefined) return inconclusive("the cluster's settings are not known, so there is no limit");
    const silences = selection.watches.flatMap((judged) => silencesIn(judged, selection.stretch));
    return { ...judge(silences, selection.watches.length, limit.limitMs), ...limit };
  },
};
export default definition;

/** A silence with its lane. */
interface LaneSilence extends Silence {
  readonly lane: string;
}

function silencesIn({ watch }: JudgedWatch, { from, to }: Stretch): LaneSilence[] {
  return watch.silences
    .filter((silence) => silence.from < to && (silence.to ?? Number.POSITIVE_INFINITY) > from)
    .map((silence) => ({ ...silence, lane: watch.track.lane.id }));
}

/** The longest silence of all lanes lies between the greatest of the least and the greatest of the most lengths. */
function judge(silences: readonly LaneSilence[], lanes: number, limitMs: number): Judgement {
  const mosts = silences.map(({ atMostMs }) => atMostMs);
  const atLeastMs = Math.max(0, ...silences.map((silence) => silence.atLeastMs));
  const atMostMs = mosts.includes(null) ? null : Math.max(leastSilenceMs, ...mosts.map(Number));
  const outcome = judgeBounds([atLeastMs, atMostMs], limitMs);
  const undecided = outcome === "inconclusive" ? "; its bounds do not decide it" : "";
  return {
    outcome,
    summary: `${describe(silences, lanes)}${undecided}`,
    measuredMs: [atLeastMs, atMostMs],
    marks: silences
      .filter((silence) => silence.atMostMs === null || silence.atMostMs > limitMs)
      .slice(0, mostMarks)
      .map((silence) => ({ from: silence.from, to: silence.to ?? undefined, text: tell(silence) })),
  };
}

function describe(silences: readonly LaneSilence[], lanes: number): string {
  const longest = longestSilence(silences) as LaneSilence | undefined;
  if (longest === undefined) return `no silence of ${formatMs(leastSilenceMs)} on ${counted(lanes, "lane")}`;
  return `longest: ${tell(longest)}`;
}

function tell(silence: LaneSilence): string {
  const why =
    silence.reasons.length === 0 ? "its stream stood" : `streams lost or not opened: ${describeReasons(silence)}`;
  return `${silence.lane} silent ${describeBounds([silence.atLeastMs, silence.atMostMs])}, ${why}`;
}
