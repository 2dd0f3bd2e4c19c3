import { listing } from "../analysis/statistics/format.ts";
import { conclude } from "../analysis/verdict/suite.ts";
import { UsageError } from "../model/errors.ts";
import { exitCodes } from "../model/outcome.ts";
import type { Suite, UnweighedRun } from "../model/suite.ts";
import { namesOfAttempts } from "./attempts.ts";
import { type Call, callsOf } from "./calls.ts";
import type { FoundSummary } from "./found-summary.ts";
import { lateShards } from "./late-shards.ts";
import { mergeTerms, sameCommit, sameHarness } from "./merged-terms.ts";
import { suiteStatistics } from "./suite-statistics.ts";
import { variantsOf } from "./variants.ts";

/** What is said of a merged summary that is in none of its parts. */
export interface MergeRequest {
  /** Its name: that of its folder. */
  readonly name: string;
  /** How many summaries there have to be, shards of one call each for itself; undefined: nobody said. */
  readonly expected: number | undefined;
}

/**
 * One summary of several: of the shards of a call, of several calls, or of both, the same in whichever order they are
 * given. One that is there twice counts once, and so does a shard that was run twice; of a shard that is missing every run
 * is one that was not run, so the whole shows nothing; it is weighed as one call that ran all. Throws UsageError for
 * summaries that contradict each other.
 */
export function mergeSummaries(found: readonly FoundSummary[], { name, expected }: MergeRequest): Suite {
  const calls = callsOf(found);
  const parts = calls.flatMap((call) => call.parts);
  const suites = parts.flatMap(({ attempts }) => attempts.map(({ suite }) => suite));
  if (expected !== undefined && parts.length > expected)
    throw new UsageError(`--expect ${expected}: there are ${parts.length} different summaries`);
  const terms = mergeTerms(suites);
  const runs = withVariants(calls.flatMap(runsOf));
  const missing = calls.flatMap(missingOf);
  const absent = calls.reduce((sum, call) => sum + call.missing.length, 0);
  const unseen = Math.max(0, (expected ?? 0) - parts.length - absent);
  const end = worstEnd([
    ...parts.map(({ suite }) => suite.end),
    ...(absent + unseen > 0 ? (["stopped"] as const) : []),
  ]);
  const [startedAt = ""] = suites.map((suite) => suite.startedAt).toSorted();
  return {
    version: 1,
    suite: name,
    startedAt,
    durationMs: lastEnd(suites) - Date.parse(startedAt),
    end,
    ...withUnseen(conclude(runs, end, terms), unseen),
    terms,
    seed: same(suites.map(({ seed }) => seed)),
    harness: sameHarness(suites),
    commit: sameCommit(suites),
    host: same(suites.map(({ host }) => host)),
    clustersCreated: suites.reduce((sum, { clustersCreated }) => sum + clustersCreated, 0),
    shard: null,
    merged: {
      summaries: parts.length,
      missing,
      unseen,
      doubled: calls.flatMap(doubledOf),
      late: calls.flatMap(lateShards),
    },
    statistics: suiteStatistics(runs),
    against: null,
  };
}

function runsOf({ plan, parts }: Call): UnweighedRun[] {
  const left = new Map(parts.map(({ index, suite }) => [index, [...suite.runs]]));
  const of = plan.at(0)?.of ?? 1;
  return plan.map(({ shard, of: _, ...identity }): UnweighedRun => {
    const run = left.get(shard)?.shift();
    if (run !== undefined) {
      const { standing: _standing, ...unweighed } = run;
      return unweighed;
    }
    const nothing = { variant: "", attempt: 1, earlier: [], result: null, unsupported: false, quarantine: [] };
    return { ...identity, ...nothing, notRun: `shard ${shard}/${of} is missing` };
  });
}

function missingOf({ plan, missing }: Call): string[] {
  return missing.map((shard) => {
    const runs = plan.filter((run) => run.shard === shard);
    const { topology, profile, kubernetes, of } = runs[0] as (typeof runs)[number];
    const names = listing([...new Set(runs.map(({ scenario }) => scenario))]);
    return `shard ${shard}/${of} (${names}; first on ${topology}, ${profile}, ${kubernetes})`;
  });
}

function doubledOf({ plan, parts }: Call): string[] {
  return parts.flatMap(({ index, attempts }) => {
    const names = namesOfAttempts(attempts);
    return names.length < 2 ? [] : [`shard ${index}/${plan[0]?.of}: ${listing(names)}`];
  });
}

function withVariants(runs: readonly UnweighedRun[]): UnweighedRun[] {
  const variants = variantsOf(runs);
  return runs.map((run, index) => ({ ...run, variant: variants[index] ?? "" }));
}

/** What nobody has seen is no pass, whatever all others came to. */
function withUnseen(whole: ReturnType<typeof conclude>, unseen: number): ReturnType<typeof conclude> {
  if (unseen === 0) return whole;
  const outcome = whole.outcome === "pass" ? "inconclusive" : whole.outcome;
  return { ...whole, outcome, exitCode: whole.exitCode === 0 ? exitCodes.inconclusive : whole.exitCode };
}

/** The worst first: one that died says least of what it left out. */
const ends = ["interrupted", "cut", "stopped", "completed"] as const satisfies readonly Suite["end"][];

function worstEnd(those: readonly Suite["end"][]): Suite["end"] {
  return ends.find((end) => those.includes(end)) ?? "completed";
}

function lastEnd(suites: readonly Suite[]): number {
  return suites.reduce((last, { startedAt, durationMs }) => Math.max(last, Date.parse(startedAt) + durationMs), 0);
}

/** What all have, or null where they differ. */
function same<Value>(values: readonly Value[]): Value | null {
  const [first] = values;
  const alike = values.every((value) => JSON.stringify(value) === JSON.stringify(first));
  return first !== undefined && alike ? first : null;
}
