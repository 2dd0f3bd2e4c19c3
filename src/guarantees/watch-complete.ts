import { z } from "zod";
import { durationParam, duringParam, lanesParam } from "../analysis/limits/parameters.ts";
import { counted, listing, listingOf } from "../analysis/statistics/format.ts";
import type { Stretch } from "../analysis/timeline/stretches.ts";
import {
  type Disorder,
  describeDisorder,
  type FollowedWrite,
  type WriteFate,
} from "../analysis/watch/followed-watch.ts";
import { lateMs } from "../analysis/watch/watch.ts";
import { formatMs, toMs } from "../model/duration.ts";
import { inconclusive, type Judgement, type Mark } from "../model/guarantee.ts";
import { watched } from "../stories/simulated-watch.ts";
import type { Stories } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { namesOf } from "./kit/lanes.ts";
import { clientsOf } from "./kit/plain-lanes.ts";
import { allWatches, asCounted, type JudgedWatch, selectWatches, tracksOf } from "./kit/watches.ts";

/** Marks in a report: enough to find the place, few enough to read. */
const mostMarks = 20;

const params = z.strictObject({
  lanes: lanesParam.default(allWatches),
  during: duringParam,
  /** How late an event may come after its write was acknowledged, or after a stream stood again. */
  limit: durationParam.default("10s"),
});

const definition = defineGuarantee({
  name: "watch-complete",
  summary: "Every acknowledged write arrives on a watch, once and in order.",
  about: "safety",
  covers: "It covers writes acknowledged in the stretch on watches that had been opened by then.",
  leavesOut:
    "It leaves out writes that a list holds which was read after 410, because the server no longer had their events: they are counted.",
  params,
  judges: "watches",
  describe: ({ lanes, during, limit }) =>
    `${namesOf({ lanes })}: every acknowledged write arrives, once and in order, within ${formatMs(toMs(limit))} of a standing stream (${during})`,
  plainly: ({ lanes }) => ({
    held: `every acknowledged write arrived on ${clientsOf(lanes)}, once and in order`,
    broken: `${clientsOf(lanes)} lost, repeated or delayed acknowledged writes`,
  }),
  judge(wanted, facts) {
    const selection = selectWatches(wanted, facts);
    const { watches, stretch } = selection;
    const limitMs = toMs(wanted.limit);
    return broken(watches, stretch) ?? late(watches, limitMs) ?? open(watches) ?? kept(watches, limitMs);
  },
  stories,
});
export default definition;

/**
 * Promises that every acknowledged write arrives on these watches: once, in order, and soon after a stream stands. What
 * a watch could not resume because the server no longer had it (410) may be in the list that it then reads instead; it
 * is counted.
 */
export const watchComplete = definition.spec;

/** A write on the lane that it was to arrive on. */
interface Suspect {
  readonly lane: string;
  readonly followed: FollowedWrite;
  readonly lateMs: number;
}

function suspects(watches: readonly JudgedWatch[], ...fates: readonly WriteFate[]): Suspect[] {
  return watches.flatMap(({ watch, writes }) =>
    writes
      .filter(({ fate }) => fates.includes(fate))
      .map((followed) => ({ lane: watch.track.lane.id, followed, lateMs: lateMs(followed, watch.endedAt) })),
  );
}

function broken(watches: readonly JudgedWatch[], stretch: Stretch): Judgement | undefined {
  const lost = suspects(watches, "lost");
  const disorder = (of: (watch: JudgedWatch["watch"]) => readonly Disorder[]) =>
    watches.flatMap(({ watch }) =>
      of(watch)
        .filter(({ at }) => at >= stretch.from && at < stretch.to)
        .map((one) => ({ lane: watch.track.lane.id, one })),
    );
  const duplicates = disorder((watch) => watch.duplicates);
  const outOfOrder = disorder((watch) => watch.outOfOrder);
  const told = [
    ...(lost.length === 0 ? [] : [`${counted(lost.length, "acknowledged write")} never arrived though later ones did`]),
    ...(duplicates.length === 0 ? [] : [`${counted(duplicates.length, "event")} came twice`]),
    ...(outOfOrder.length === 0 ? [] : [`${counted(outOfOrder.length, "arrival")} out of order`]),
  ];
  if (told.length === 0) return undefined;
  const found: (() => Mark)[] = [
    ...lost.map((suspect) => () => mark(suspect, "never arrived")),
    ...[...duplicates, ...outOfOrder].map((one) => () => markOf(one)),
  ];
  const marks = found.slice(0, mostMarks).map((make) => make());
  const judgement: Judgement = {
    outcome: "fail",
    summary: `${told.join("; ")}: ${listingOf(marks, ({ text }) => text, found.length)}`,
    marks,
  };
  // Nothing that is missing explains what came twice or out of order.
  return lost.length === found.length ? asCounted(judgement, tracksOf(watches)) : judgement;
}

/** An event later than its limit; where no stream stood at the end it could not come. */
function late(watches: readonly JudgedWatch[], limitMs: number): Judgement | undefined {
  const found = suspects(watches, "delivered", "pending").filter(
    ({ lateMs: ms, followed }) => ms > limitMs && (followed.arrivedAt ?? followed.streamSince) !== undefined,
  );
  if (found.length === 0) return undefined;
  const worst = found.reduce((a, b) => (b.lateMs > a.lateMs ? b : a));
  const judgement: Judgement = {
    outcome: "fail",
    about: "time",
    summary: `${counted(found.length, "event")} came later than ${formatMs(limitMs)} after the answer or the stream, or not at all; the latest on ${worst.lane}: ${formatMs(worst.lateMs)}`,
    limitMs,
    measuredMs: [worst.lateMs, worst.followed.fate === "pending" ? null : worst.lateMs],
    marks: found.slice(0, mostMarks).map((suspect) => mark(suspect, `${formatMs(suspect.lateMs)} late`)),
  };
  return asCounted(judgement, tracksOf(watches));
}

function open(watches: readonly JudgedWatch[]): Judgement | undefined {
  const pending = suspects(watches, "pending");
  if (pending.length === 0) return undefined;
  const lanes = [...new Set(pending.map(({ lane }) => lane))];
  return {
    ...inconclusive(`the run ended before ${counted(pending.length, "event")} came on ${listing(lanes)}`),
    marks: pending.slice(0, mostMarks).map((suspect) => mark(suspect, "had not come when the run ended")),
  };
}

function kept(watches: readonly JudgedWatch[], limitMs: number): Judgement {
  const delivered = suspects(watches, "delivered");
  const relisted = suspects(watches, "relisted");
  const latestMs = delivered.reduce((most, { lateMs: ms }) => Math.max(most, ms), 0);
  const instead =
    relisted.length === 0
      ? ""
      : `; ${relisted.length} more were in a list, read because the server no longer had their events (410)`;
  return {
    outcome: "pass",
    summary: `${counted(delivered.length, "event")} of acknowledged writes on ${counted(watches.length, "lane")} arrived, none lost or doubled${instead}`,
    limitMs,
    measuredMs: [latestMs, latestMs],
    marks: [],
  };
}

function mark({ lane, followed: { write, arrivedAt } }: Suspect, what: string): Mark {
  return { from: write.ended, to: arrivedAt, text: `${lane}: ${write.detail} (revision ${write.revision}) ${what}` };
}

function markOf({ lane, one }: { readonly lane: string; readonly one: Disorder }): Mark {
  return { from: one.at, to: one.at, text: `${lane}: ${describeDisorder(one)}` };
}

function stories(): Stories {
  return {
    pass: watched(watchComplete({ limit: "2s" }), { cut: [4_000, 5_500], gone: true }),
    fail: watched(watchComplete(), { without: (revision) => revision === 1_040 }),
    // The last event was still to come when the stream was lost for good.
    inconclusive: watched(watchComplete(), { without: (revision) => revision > 1_117 }),
  };
}
