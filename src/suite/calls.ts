import { UsageError } from "../model/errors.ts";
import type { ShardedRun } from "../model/shard.ts";
import type { Suite } from "../model/suite.ts";
import { settleAttempts } from "./attempts.ts";
import { digestOf, digestOfSummary } from "./digests.ts";
import type { FoundSummary } from "./found-summary.ts";

/** A run of a call, with how many shards that has. */
export type CalledRun = ShardedRun & { readonly of: number };

/** One shard that is there: what counts of it, and every attempt at it. */
export interface Part extends FoundSummary {
  /** From 1. */
  readonly index: number;
  readonly attempts: readonly FoundSummary[];
}

/** One call with the shards of it that are there; a call that was not cut has one. */
export interface Call {
  /** Every run, in the order of a call that runs all. */
  readonly plan: readonly CalledRun[];
  /** In the order of their numbers, each once. */
  readonly parts: readonly Part[];
  /** Numbers of shards that are not there. */
  readonly missing: readonly number[];
}

/**
 * The calls that summaries are of, the same in whichever order they are given. A summary that is there twice counts
 * once, and so does a shard that was run twice. Throws UsageError, with their folders, for two that say other things of one
 * attempt, for two calls that have the same run, and for a summary that is not of its own shard.
 */
export function callsOf(found: readonly FoundSummary[]): Call[] {
  const byFolder = found.toSorted((a, b) => (a.folder < b.folder ? -1 : a.folder > b.folder ? 1 : 0));
  const distinct = distinctSummaries(byFolder);
  const byPlan = Map.groupBy(distinct, ({ suite }) =>
    suite.shard === null ? digestOf(planOf(suite)) : `${suite.shard.of} ${digestOf(suite.shard.plan)}`,
  );
  const calls = [...byPlan.values()]
    .map(callOf)
    .map((call) => ({ call, text: JSON.stringify(call.plan) }))
    .toSorted((one, other) => (one.text < other.text ? -1 : 1))
    .map(({ call }) => call);
  mustBeApart(calls);
  return calls;
}

/** Of equal summaries the first, in the same order. */
export function distinctSummaries(found: readonly FoundSummary[]): FoundSummary[] {
  return [...new Map(found.toReversed().map((one) => [digestOfSummary(one.suite), one])).values()].reverse();
}

function callOf(those: readonly FoundSummary[]): Call {
  const [{ suite: any }] = those as [FoundSummary];
  const plan = planOf(any);
  const byIndex = Map.groupBy(those, ({ suite }) => suite.shard?.index ?? 1);
  const own = Map.groupBy(plan, ({ shard }) => shard);
  const of = any.shard?.of ?? 1;
  const indexes = Array.from({ length: of }, (_, place) => place + 1);
  const parts = indexes.flatMap((index): Part[] => {
    const attempts = byIndex.get(index) ?? [];
    for (const attempt of attempts) mustBeWhole(attempt, index, own.get(index) ?? []);
    return attempts.length === 0 ? [] : [{ ...settleAttempts(attempts, nameOf(any, index)), index, attempts }];
  });
  return { plan, parts, missing: indexes.filter((index) => !byIndex.has(index)) };
}

function planOf({ shard, runs }: Suite): CalledRun[] {
  if (shard !== null) return shard.plan.map((run) => ({ ...run, of: shard.of }));
  return runs.map(({ scenario, repeat, topology, profile, kubernetes, kind, seed }) => ({
    ...{ scenario, repeat, topology, profile, kubernetes, kind, seed },
    ...{ shard: 1, of: 1 },
  }));
}

function nameOf({ shard }: Suite, index: number): string {
  return shard === null ? "of one call" : `shard ${index}/${shard.of} of one call`;
}

/** Throws UsageError for a summary that has not the runs of its shard: it was changed, or is none of ours. */
function mustBeWhole({ folder, suite }: FoundSummary, index: number, own: readonly CalledRun[]): void {
  const isOwn = (run: CalledRun, place: number) =>
    run.seed === suite.runs[place]?.seed && keyOf(run) === keyOf(suite.runs[place]);
  const isWhole = own.length === suite.runs.length && own.every(isOwn);
  if (!isWhole)
    throw new UsageError(`${folder}: summary.json has not the runs that its shard ${index} has: it was changed`);
}

/** Throws UsageError where two calls have the same run: both can not be one night. */
function mustBeApart(calls: readonly Call[]): void {
  const seen = new Map<string, Call>();
  for (const call of calls)
    for (const run of call.plan) {
      const key = keyOf(run);
      const other = seen.get(key);
      if (other !== undefined && other !== call)
        throw new UsageError(
          `${other.parts[0]?.folder} and ${call.parts[0]?.folder} are of different calls, and both have ${run.scenario} on ${run.topology}, ${run.profile}, Kubernetes ${run.kubernetes}: name those of one night`,
        );
      seen.set(key, call);
    }
}

/** What tells a run from every other that may stand beside it in one summary. */
function keyOf(run: Omit<ShardedRun, "shard"> | undefined): string {
  if (run === undefined) return "";
  const { scenario, repeat, topology, profile, kubernetes, kind } = run;
  return JSON.stringify([scenario, repeat, topology, profile, kubernetes, kind]);
}
