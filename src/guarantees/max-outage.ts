import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import {
  durationParam,
  duringParam,
  exceptPinnedToParam,
  lanesParam,
  limitParam,
} from "../analysis/limits/parameters.ts";
import { outagesIn } from "../analysis/outages/figures.ts";
import { SuccessGaps } from "../analysis/outages/gaps.ts";
import {
  answerWithinMs,
  type FoundOutage,
  findOutages,
  longestOutage,
  mostApartMs,
  successWithin,
} from "../analysis/outages/outages.ts";
import { withPossibleSuccesses } from "../analysis/outages/possible-successes.ts";
import { counted, describeBounds, describeCounts } from "../analysis/statistics/format.ts";
import { isTrustError, trustRemark } from "../analysis/verdict/trust-errors.ts";
import { formatMs, toMs } from "../model/duration.ts";
import type { Judgement, Mark } from "../model/guarantee.ts";
import { type Outcome, worst } from "../model/outcome.ts";
import type { LaneTrack } from "../model/timeline.ts";
import { between, down, hang, killFault } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { exceptPinned, namesOf, type Selection, selectLanes } from "./kit/lanes.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

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

/** What one lane came to. */
interface LaneResult {
  readonly lane: string;
  readonly outcome: Outcome;
  readonly boundsMs: readonly [number, number | null];
  readonly outages: readonly FoundOutage[];
}

const definition = defineGuarantee({
  name: "max-outage",
  summary: "No lane is without an answer in time for longer than a limit.",
  about: "time",
  bounded: true,
  covers:
    "It covers every outage of these lanes that touches the stretch, each lane by itself, extra attempts included.",
  leavesOut:
    "It leaves out attempts that fail for a certificate or a credential, because whoever says so is there: they may hide an outage and prove none; lanes pinned to the fault's target where it says so, because their connection has to break.",
  params,
  describe: ({ lanes, during, limit, answerWithin, exceptPinnedTo }, settings) =>
    `${namesOf({ lanes })} never out longer than ${describeLimit(limit, settings)}, ` +
    `without an answer within ${formatMs(toMs(answerWithin))} (${during})${exceptPinned(exceptPinnedTo)}`,
  plainly: ({ lanes }) => ({
    held: `${clientsOf(lanes)} never stopped`,
    broken: `${clientsOf(lanes)} stopped for too long`,
    measured: `${clientsOf(lanes)} stopped for {time}`,
  }),
  judge(wanted, facts) {
    const selection = selectLanes(wanted, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    const withinMs = toMs(wanted.answerWithin);
    const results = selection.tracks.map((track) =>
      judgeLane(track, selection, facts, { limitMs: limit.limitMs, withinMs }),
    );
    return { ...summarize(results, selection, limit.limitMs), ...limit };
  },
  stories,
});
export default definition;

/** Promises that none of these lanes is ever out for longer than a limit: that long without one answer in time. */
export const maxOutage = definition.spec;

function judgeLane(
  track: LaneTrack,
  { stretch }: Selection,
  facts: Facts,
  { limitMs, withinMs }: { readonly limitMs: number; readonly withinMs: number },
): LaneResult {
  const outages = outagesIn(facts.outagesOf(track, withinMs), stretch);
  const hiddenMs = new SuccessGaps(track.all, successWithin(withinMs)).longestHiddenMs(stretch.from, stretch.to);
  // A certificate that does not convince was shown by somebody who was there: such attempts may hide an outage but
  // prove none. What is missing may have been answered.
  const apartMs = mostApartMs([track]);
  const attempts = withPossibleSuccesses(track, stretch, facts);
  const proven = outagesIn(findOutages(attempts, { withinMs, apartMs, answered: isTrustError }), stretch);
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

function stories(): Stories {
  const outage = (fate: Story["fate"]): Story => ({
    lanes: ["write/api/new", "write/api/reused"],
    guarantees: [maxOutage({ lanes: "write/api/*", during: "kill", limit: { derived: "etcd-election" } })],
    fault: killFault,
    fate,
  });
  return {
    pass: outage(between(4_000, 5_600, down)),
    fail: outage(between(4_000, 8_600, hang)),
    inconclusive: outage(between(4_060, 7_980, hang)),
  };
}
