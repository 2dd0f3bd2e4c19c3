import type { ListedRun, RunDigest } from "../../model/listed-run.ts";
import type { Outcome } from "../../model/outcome.ts";
import { medianInterval, p95Bounds } from "../../statistics/order.ts";
import { sampleOf } from "../../statistics/sample.ts";
import { shareInterval } from "../../statistics/share.ts";
import { type Bounds, medianOfBounds, spreadOfBounds } from "../statistics/median-of-bounds.ts";

/** What one guarantee came to in one run. */
interface Held {
  readonly run: ListedRun;
  readonly verdict: RunDigest["verdicts"][number];
}

/** One guarantee through several runs, in their order. */
export interface GuaranteeHistory {
  readonly id: string;
  readonly held: readonly Held[];
}

/** What a guarantee came to in some runs: counts, and the median and the spread of what was measured, as bounds. */
export interface HistoryFigures {
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** How many runs have measured a length of time. */
  readonly measured: number;
  readonly medianMs: Bounds | undefined;
  readonly spreadMs: Bounds | undefined;
  /** Where the median lies of what the runs are a sample of, with 95 % certainty: from 6 runs on. */
  readonly medianIntervalMs: readonly [number, number] | undefined;
  /** Between which bounds the 95th percentile lies, each 95 % certain: from 59 runs on. */
  readonly p95Ms: readonly [number, number] | undefined;
  /** In which the share of runs lies that keep it, of those that told, with 95 % certainty. */
  readonly keptShare: readonly [number, number];
}

/** Every guarantee of some runs by its id, in the order in which the newest run that has it has it. */
export function guaranteeHistories(runs: readonly ListedRun[]): GuaranteeHistory[] {
  const held = runs.flatMap((run) => run.digest.verdicts.map((verdict) => ({ run, verdict })));
  const byId = Map.groupBy(held, ({ verdict }) => verdict.id);
  const order = new Map<string, number>();
  for (const { digest } of runs.toReversed())
    for (const { id } of digest.verdicts) if (!order.has(id)) order.set(id, order.size);
  return [...byId]
    .map(([id, all]) => ({ id, held: all }))
    .toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

/** The figures of a guarantee over those of its runs that `isMeant` means. */
export function figuresOf(
  { held }: GuaranteeHistory,
  isMeant: (run: ListedRun) => boolean = () => true,
): HistoryFigures {
  const some = held.filter(({ run }) => isMeant(run)).map(({ verdict }) => verdict);
  const bounds = some.flatMap(({ measuredMs }) => (measuredMs === undefined ? [] : [measuredMs as Bounds]));
  const outcomes = { pass: 0, inconclusive: 0, fail: 0 };
  for (const { outcome } of some) outcomes[outcome] += 1;
  const samples = bounds.map(sampleOf);
  return {
    outcomes,
    measured: bounds.length,
    medianMs: medianOfBounds(bounds),
    spreadMs: spreadOfBounds(bounds),
    medianIntervalMs: medianInterval(samples),
    p95Ms: p95Bounds(samples),
    keptShare: shareInterval(outcomes.pass, outcomes.pass + outcomes.fail),
  };
}

/** Whether the guarantee itself came out differently on one version of `versionOf`: held in some runs, broken in others. */
export function isFlakyGuarantee({ held }: GuaranteeHistory, versionOf: (run: ListedRun) => string): boolean {
  const byVersion = Map.groupBy(held, ({ run }) => versionOf(run));
  return [...byVersion.values()].some((same) => {
    const outcomes = new Set(same.map(({ verdict }) => verdict.outcome));
    return outcomes.has("pass") && outcomes.has("fail");
  });
}

/**
 * The guarantee that says most of a row of runs: of those with a limit that were measured in the most runs, the one whose
 * median comes nearest to its limit, by the upper bound. Undefined where none was measured against a limit.
 */
export function tellingGuarantee(histories: readonly GuaranteeHistory[]): GuaranteeHistory | undefined {
  const rated = histories.flatMap((history) => {
    const { measured, medianMs } = figuresOf(history);
    const limitMs = limitOf(history);
    if (limitMs === undefined || limitMs === 0 || medianMs === undefined) return [];
    return [{ history, measured, share: (medianMs[1] ?? Number.POSITIVE_INFINITY) / limitMs }];
  });
  const most = Math.max(0, ...rated.map(({ measured }) => measured));
  const [first] = rated.filter(({ measured }) => measured === most).toSorted((a, b) => b.share - a.share || 0);
  return first?.history;
}

/** The limit of a guarantee in the newest run that has one, milliseconds. */
export function limitOf({ held }: GuaranteeHistory): number | undefined {
  return held.findLast(({ verdict }) => verdict.limitMs !== undefined)?.verdict.limitMs;
}
