import { describeBounds } from "../../analysis/statistics/format.ts";
import type { Outage } from "../../model/figures.ts";
import type { ReporterInput } from "../../model/reporter.ts";

/** A bar of one run, milliseconds on the axis that both share; null: still open at the run's end. */
export interface Bar {
  readonly from: number;
  readonly to: number | null;
}

/** What one run shows in one row. */
export interface Side {
  readonly bars: readonly Bar[];
  readonly words: string;
}

/** One row of a comparison: the same lane, or the same phase of a failover, in both runs. */
export interface ComparedRow {
  readonly name: string;
  readonly sides: readonly [Side, Side];
}

/** Rows of both runs on one axis: time since the injection of a fault, or since the start where there was none. */
export interface ComparedStretch {
  /** Name of the fault; null: the whole run. */
  readonly fault: string | null;
  readonly from: number;
  readonly to: number;
  readonly rows: readonly ComparedRow[];
  /** Lanes without an outage in either run. */
  readonly quiet: readonly string[];
}

type Two<Value> = readonly [Value, Value];

/** So much is shown before an injection, milliseconds: what was in flight then belongs to the fault. */
const beforeMs = 2_000;

/** The stretches that two runs share: one for each fault that both have injected, else the whole runs. */
export function comparedStretches(runs: Two<ReporterInput>): ComparedStretch[] {
  const [first, second] = runs;
  const faults = first.report.faults.flatMap(({ id, injectingAt }) => {
    const other = second.report.faults.find((fault) => fault.id === id)?.injectingAt;
    return injectingAt === undefined || other === undefined ? [] : [{ id, at: [injectingAt, other] as const }];
  });
  if (faults.length === 0) return [stretchOf(null, runs, [0, 0], [endOf(first, null), endOf(second, null)])];
  return faults.map(({ id, at }) => {
    const ends = [endOf(first, id) - at[0], endOf(second, id) - at[1]] as const;
    return stretchOf(id, runs, at, ends);
  });
}

/** Where the stretch of a fault ends, or the run; milliseconds since the run's start. */
function endOf({ report }: ReporterInput, fault: string | null): number {
  return report.stretches.find(({ name }) => name === (fault ?? "whole-run"))?.to ?? report.durationMs;
}

function stretchOf(
  fault: string | null,
  runs: Two<ReporterInput>,
  at: Two<number>,
  ends: Two<number>,
): ComparedStretch {
  const names = [...new Set(runs.flatMap(({ series }) => series.lanes.map(({ lane }) => lane)))];
  const before = fault === null ? 0 : beforeMs;
  const lanes = names.map((name) => ({
    name,
    sides: both((side) => laneSide(runs[side], name, at[side], before, ends[side])),
  }));
  const isQuiet = ({ sides }: ComparedRow) => sides.every(({ bars }) => bars.length === 0);
  return {
    fault,
    from: -before,
    to: Math.max(...ends),
    rows: [...lanes.filter((lane) => !isQuiet(lane)), ...(fault === null ? [] : phaseRows(runs, fault))],
    quiet: lanes.filter(isQuiet).map(({ name }) => name),
  };
}

function both<Value>(make: (side: 0 | 1) => Value): Two<Value> {
  return [make(0), make(1)];
}

function laneSide({ series }: ReporterInput, name: string, at: number, beforeStart: number, end: number): Side {
  const lane = series.lanes.find((one) => one.lane === name);
  if (lane === undefined) return { bars: [], words: "no such lane" };
  const outages = lane.outages.filter(({ from, to }) => from - at < end && (to === null || to - at > -beforeStart));
  const bars = outages.map(({ from, to }) => ({ from: from - at, to: to === null ? null : to - at }));
  return { bars, words: outageWords(outages) };
}

function outageWords(outages: readonly Outage[]): string {
  const [longest] = outages.toSorted((a, b) => b.atLeastMs - a.atLeastMs);
  if (longest === undefined) return "no outage";
  const length = describeBounds([longest.atLeastMs, longest.atMostMs]);
  return outages.length === 1 ? length : `${outages.length}, longest ${length}`;
}

function phaseRows(runs: Two<ReporterInput>, fault: string): ComparedRow[] {
  const phases = runs.map(({ report }) => report.failovers.find(({ faultId }) => faultId === fault)?.phases ?? []);
  const names = [...new Set(phases.flatMap((some) => some.map(({ phase }) => phase)))];
  return names.map((name) => ({
    name,
    sides: both((side): Side => {
      const found = phases[side]?.find(({ phase }) => phase === name);
      if (found === undefined) return { bars: [], words: "not seen" };
      const [from, to] = found.measuredMs;
      return { bars: [{ from, to }], words: describeBounds([from, to]) };
    }),
  }));
}
