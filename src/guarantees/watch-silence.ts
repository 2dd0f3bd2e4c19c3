import { z } from "zod";
import { duringParam, lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { counted, describeBounds } from "../analysis/statistics/format.ts";
import type { Stretch } from "../analysis/timeline/stretches.ts";
import type { Silence } from "../analysis/watch/followed-watch.ts";
import { describeReasons, longestSilence } from "../analysis/watch/watch.ts";
import { leastSilenceMs } from "../analysis/watch/watch-follower.ts";
import { formatMs } from "../model/duration.ts";
import type { Judgement } from "../model/guarantee.ts";
import { watched } from "../stories/simulated-watch.ts";
import type { Stories } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { namesOf } from "./kit/lanes.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";
import { clientsOf } from "./kit/plain-lanes.ts";
import { allWatches, asCounted, type JudgedWatch, selectWatches, tracksOf } from "./kit/watches.ts";

/** Marks in a report: enough to find the place, few enough to read. */
const mostMarks = 10;

const params = z.strictObject({ lanes: lanesParam.default(allWatches), during: duringParam, limit: limitParam });

const definition = defineGuarantee({
  name: "watch-silence",
  summary: "A watch is never silent for longer than a limit while writes are acknowledged.",
  about: "time",
  covers: "It covers every silence of these watches that touches the stretch in which an acknowledged write was due.",
  leavesOut: "It leaves out times without writes, because nothing was due then.",
  params,
  judges: "watches",
  describe: ({ lanes, during, limit }, settings) =>
    `${namesOf({ lanes })} never silent longer than ${describeLimit(limit, settings)} while writes are acknowledged (${during})`,
  plainly: ({ lanes }) => ({
    held: `${clientsOf(lanes)} were never silent while writes went on`,
    broken: `${clientsOf(lanes)} were silent for too long while writes went on`,
    measured: `${clientsOf(lanes)} were silent for {time} while writes went on`,
  }),
  judge(wanted, facts) {
    const selection = selectWatches(wanted, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    const silences = selection.watches.flatMap((judged) => silencesIn(judged, selection.stretch));
    const judged = judge(silences, selection.watches.length, limit.limitMs);
    return { ...asCounted(judged, tracksOf(selection.watches)), ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises that these watches are never silent for longer than a limit while writes are acknowledged, for whatever
 * reason.
 */
export const watchSilence = definition.spec;

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

function stories(): Stories {
  const silent = [4_000, 7_000] as const;
  return {
    pass: watched(watchSilence({ limit: "2s" }), { cut: [4_000, 5_500] }),
    fail: watched(watchSilence({ limit: "2s" }), { silent }),
    // The limit lies between the bounds: the write that was due was taken somewhere between its start and its end.
    inconclusive: {
      ...watched(watchSilence({ limit: "2990ms" }), { silent }),
      fate: ({ at }) => (at > 3_800 && at < 4_200 ? { latencyMs: 400 } : undefined),
    },
  };
}
