import { z } from "zod";
import { resolveLimit } from "../analysis/bounds.ts";
import { type LeaderSighting, leaderSightings, nodeOfMember } from "../analysis/etcd-status.ts";
import { describeLimit } from "../analysis/limits.ts";
import { limitParam } from "../analysis/parameters.ts";
import { inconclusive } from "../analysis/selection.ts";
import { findWindow, type Window } from "../analysis/windows.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";
import type { Timeline } from "../model/timeline.ts";

const params = z.strictObject({ during: z.string(), limit: limitParam });
type Params = z.infer<typeof params>;

/** Promises that etcd has elected a leader in a new term soon after a fault; read from every member's own status. */
export function leaderWithin(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "leader-within", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "leader-within",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: ({ during, limit }, settings) =>
    `etcd has a new leader within ${describeLimit(limit, settings)} of ${during}`,
  judge(wanted, timeline) {
    const window = findWindow(timeline, wanted.during);
    if (window?.fault === undefined) return inconclusive(`the fault "${wanted.during}" was not injected`);
    const limit = resolveLimit(wanted.limit, timeline.settings);
    if (limit === undefined) return inconclusive("the cluster's settings are not known, so there is no limit");
    const sightings = leaderSightings(timeline);
    const old = sightings.findLast((seen) => seen.ended <= window.from && seen.leader !== "0");
    if (old === undefined) return inconclusive("no etcd member named its leader before the fault");
    return { ...judgeElection(sightings, old, window, limit.limitMs, timeline), ...limit };
  },
};
export default definition;

function judgeElection(
  sightings: readonly LeaderSighting[],
  old: LeaderSighting,
  window: Window,
  limitMs: number,
  timeline: Timeline,
): Judgement {
  const activeAt = window.fault?.activeAt ?? Number.POSITIVE_INFINITY;
  const since = sightings.filter((seen) => seen.started >= window.from && seen.started < window.to);
  // A member knows its leader at once but tells the new term only with the first entry in it, so either shows that there was an election.
  const isNew = (seen: LeaderSighting) => seen.leader !== "0" && (seen.leader !== old.leader || seen.term > old.term);
  const first = since.find(isNew);
  const before = `leader ${old.leader} in term ${old.term} before`;
  if (first === undefined) {
    const atLeastMs = Math.max(0, (since.at(-1)?.started ?? 0) - activeAt);
    const outcome = atLeastMs > limitMs ? "fail" : "inconclusive";
    const summary = `${before}, no new leader was seen`;
    return { outcome, summary, measuredMs: [atLeastMs, null], marks: [{ from: window.from, text: summary }] };
  }
  const atMostMs = first.ended - window.from;
  const atLeastMs = Math.min(atMostMs, Math.max(0, lastWithoutNew(since, first, isNew, timeline) - activeAt));
  const outcome = atLeastMs > limitMs ? "fail" : atMostMs <= limitMs ? "pass" : "inconclusive";
  const who = first.leader === old.leader ? "the same member was elected again" : `leader ${first.leader}`;
  const term = since.find((seen) => isNew(seen) && seen.term > old.term)?.term;
  const inTerm = term === undefined ? "its term was not told" : `in term ${term}`;
  return {
    outcome,
    summary: `${before}; ${who} ${inTerm}, first told by ${first.member}`,
    measuredMs: [atLeastMs, atMostMs],
    marks: [{ from: window.from, to: first.ended, text: "until a new leader was seen" }],
  };
}

/**
 * Until when no new leader can have been. The leader itself knows first, so its own last answer without it counts; where its node is not
 * known, the earliest of the last answers of all members that told of it, because it is one of them.
 */
function lastWithoutNew(
  since: readonly LeaderSighting[],
  first: LeaderSighting,
  isNew: (seen: LeaderSighting) => boolean,
  timeline: Timeline,
): number {
  const node = nodeOfMember(timeline, first.leader);
  const members = new Set(node === undefined ? since.filter(isNew).map((seen) => seen.member) : [node]);
  const lasts = [...members].map(
    (member) => since.findLast((seen) => seen.member === member && !isNew(seen) && seen.started < first.ended)?.started,
  );
  return lasts.some((last) => last === undefined) ? 0 : Math.min(...lasts.map(Number));
}
