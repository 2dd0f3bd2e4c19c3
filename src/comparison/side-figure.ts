import { medianInterval, p95Bounds, sampleMedian, worstOf } from "../statistics/order.ts";
import { type Sample, sampleOf, unseen } from "../statistics/sample.ts";
import { shareInterval } from "../statistics/share.ts";
import type { Ends, SideFigure } from "./comparison.ts";
import type { Figure } from "./run-set.ts";

/** The samples of a figure; of a run that did not see it, any value. */
export function samplesOf({ samplesMs }: Pick<Figure, "samplesMs">): Sample[] {
  return samplesMs.map((bounds) => (bounds === null ? unseen : sampleOf(bounds)));
}

/** What some runs came to in one figure: each statistic only from as many runs on as it needs. */
export function sideFigure(figure: Figure): SideFigure {
  const { outcomes, kind } = figure;
  const { kept, broken, open } = countsOf(figure);
  const samples = samplesOf(figure);
  return {
    runs: Math.max(samples.length, outcomes.length),
    kept,
    broken,
    open,
    // One that was inconclusive may have kept it or broken it.
    keptShare: kind === "phase" ? null : keptShare(kept, broken, open),
    median: endsOf(sampleMedian(samples)),
    medianInterval: endsOf(medianInterval(samples)),
    p95: endsOf(p95Bounds(samples)),
    worst: endsOf(worstOf(samples)),
  };
}

/** How many runs kept it, broke it, or left it open. */
export function countsOf({ outcomes }: Pick<Figure, "outcomes">): Pick<SideFigure, "kept" | "broken" | "open"> {
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  return { kept: count("pass"), broken: count("fail"), open: count("inconclusive") };
}

function keptShare(kept: number, broken: number, open: number): Ends {
  const all = kept + broken + open;
  return [shareInterval(kept, all)[0], shareInterval(kept + open, all)[1]];
}

/** Two ends as they are published: infinite ones as null; null of undefined. */
export function endsOf(ends: undefined): null;
export function endsOf(ends: readonly [number, number]): Ends;
export function endsOf(ends: readonly [number, number] | undefined): Ends | null;
export function endsOf(ends: readonly [number, number] | undefined): Ends | null {
  if (ends === undefined) return null;
  const [low, high] = ends;
  return [Number.isFinite(low) ? low : null, Number.isFinite(high) ? high : null];
}
