import { matchesLane } from "../../analysis/timeline/lane-patterns.ts";
import type { Course, CourseGuarantee, PlainWords } from "../../model/course.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Report } from "../../model/report.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import type { Verdict } from "../../model/verdict.ts";
import { limitInWords, rangeInWords, sentence } from "./words.ts";

/** What a sentence about a verdict is made from. */
export interface Told {
  readonly report: Report;
  readonly course: Pick<Course, "guarantees">;
  /** Outages of lanes, as the series have them. */
  readonly outages: readonly LaneOutages[];
}

/** The outages of one lane, as far as sentences need them. */
export interface LaneOutages {
  readonly lane: string;
  readonly outages: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly atLeastMs: number;
    readonly atMostMs: number | null;
  }[];
}

/** A verdict in a sentence that is short, and what was found, where the sentence does not say it. */
export interface Headline {
  readonly sentence: string;
  /** Empty where the sentence says it all. */
  readonly detail: string;
}

/**
 * One verdict in one sentence for people who do not know the terms: what happened, when, and the limit. It is the
 * guarantee's own words where it has some, else its promise and what was found.
 */
export function verdictSentence(verdict: Verdict, index: number, told: Told): string {
  return joined(headlineClause(verdict, index, told));
}

/** The same as a headline. */
export function verdictHeadline(verdict: Verdict, index: number, told: Told): Headline {
  const { clause, detail } = headlineClause(verdict, index, told);
  return { sentence: sentence(clause), detail };
}

function headlineClause(verdict: Verdict, index: number, told: Told): Clause {
  const guarantee = told.course.guarantees[index];
  if (guarantee?.plainly === undefined) return { clause: verdict.promise, detail: verdict.summary };
  const when = `${meanwhile(verdict, guarantee, told)}${stretchInWords(guarantee.stretch, told.report)}`;
  return wholeClause(verdict, guarantee.plainly, when);
}

/** The same in a table that has the limit and the promise beside it: without the limit, and with the fault's name alone. */
export function verdictInTable(verdict: Verdict, index: number, { report, course }: Told): string {
  const { plainly, stretch = "" } = course.guarantees[index] ?? {};
  if (plainly === undefined) return sentence(verdict.summary);
  const fault = faultOf(stretch, report);
  const when = fault === undefined ? "" : ` (${fault.id})`;
  const { measuredMs, outcome, limitMs } = verdict;
  const byTime = limitMs !== undefined && measuredMs !== undefined && outcome === outcomeOf(measuredMs, limitMs);
  if (!byTime || plainly.measured === undefined || isNothing(verdict))
    return joined(wholeClause(verdict, plainly, when));
  return sentence(`${plainly.measured.replace("{time}", rangeInWords(measuredMs))}${when}`);
}

/** What happened, and what was found beside it; the latter may be empty. */
interface Clause {
  readonly clause: string;
  readonly detail: string;
}

function joined({ clause, detail }: Clause): string {
  return sentence(detail === "" ? clause : `${clause}: ${detail}`);
}

function wholeClause(verdict: Verdict, words: PlainWords, when: string): Clause {
  const { measuredMs: measured, outcome, summary } = verdict;
  if (words.measured !== undefined && measured !== undefined && !isNothing(verdict)) {
    const told = `${words.measured.replace("{time}", rangeInWords(measured))}${when}`;
    return { clause: `${told}${beyondOrWithin(verdict, measured)}`, detail: "" };
  }
  if (outcome === "pass") return { clause: `${words.held}${when}`, detail: "" };
  const clause = outcome === "fail" ? `${words.broken}${when}` : `it is open whether ${words.held}${when}`;
  return { clause, detail: summary };
}

/** No time at all is told in words: nothing stopped. */
function isNothing({ measuredMs, outcome }: Verdict): boolean {
  return measuredMs?.[1] === 0 && outcome === "pass";
}

/** What bounds alone say of a limit, as src/guarantees/kit/limits.ts judges them. */
function outcomeOf([atLeast, atMost]: readonly [number, number | null], limitMs: number): Outcome {
  if (atLeast > limitMs) return "fail";
  return atMost !== null && atMost <= limitMs ? "pass" : "inconclusive";
}

function beyondOrWithin({ limitMs, outcome, summary }: Verdict, bounds: readonly [number, number | null]): string {
  if (limitMs === undefined) return outcome === "inconclusive" ? `: ${summary}` : "";
  const limit = limitInWords(limitMs);
  // Something else than its length decided.
  if (outcome !== outcomeOf(bounds, limitMs)) return `; the limit is ${limit}, but ${summary}`;
  if (outcome !== "inconclusive") return `; the limit is ${limit}`;
  return bounds[1] === null
    ? `; whether the limit of ${limit} was kept is open`
    : `; the limit, ${limit}, lies between the two`;
}

/** The phase of a failover that an election of etcd's leader is called by (src/analysis/rescheduling/failover.ts). */
const electionPhase = "etcd elects a leader";

/** What the cluster did in the outage that was measured, where that is known. */
function meanwhile({ measuredMs }: Verdict, { stretch, lanes }: CourseGuarantee, { report, outages }: Told): string {
  const fault = report.faults.find(({ id }) => id === stretch);
  const failover = report.failovers.find(({ faultId }) => faultId === stretch);
  const elected = failover?.phases.find(({ phase }) => phase === electionPhase)?.measuredMs;
  if (fault?.injectingAt === undefined || elected === undefined || measuredMs === undefined) return "";
  const [from, to] = [fault.injectingAt + elected[0], fault.injectingAt + (elected[1] ?? elected[0])];
  const own = outages.filter(({ lane }) => lanes.some((pattern) => matchesLane(pattern, lane)));
  const told = own
    .flatMap((lane) => lane.outages)
    .find(({ atLeastMs, atMostMs }) => atLeastMs === measuredMs[0] && atMostMs === measuredMs[1]);
  const overlaps = told !== undefined && told.from <= to && (told.to ?? Number.POSITIVE_INFINITY) >= from;
  return overlaps ? " while a new etcd leader was elected" : "";
}

/** In which part of the run it was, by the fault that made it; nothing of the whole run. */
function stretchInWords(stretch: string, { faults }: Pick<Report, "faults">): string {
  const fault = faultOf(stretch, { faults });
  if (fault === undefined) return "";
  const where = fault.nodes.length === 0 ? "" : ` on ${fault.nodes.join(", ")}`;
  return ` (${fault.id}: ${fault.description}${where})`;
}

/** The fault that a stretch is of: its own, or that in which it was held. */
function faultOf(stretch: string, { faults }: Pick<Report, "faults">): FaultRecord | undefined {
  return faults.find(({ id }) => stretch === id || stretch.startsWith(`${id}:`));
}
