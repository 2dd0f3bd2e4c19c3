import { latencyMs, type Sample } from "../../model/sample.ts";
import type { FailedAttempt, LaneSeries, Series } from "../../model/series.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import type { Facts } from "../facts/facts.ts";
import { findDegradations } from "../outages/degradations.ts";
import { answerWithinMs } from "../outages/outages.ts";
import { tenth } from "../statistics/statistics.ts";
import { backendOf } from "../timeline/backends.ts";
import { type Bins, binOf, binsOver } from "./bins.ts";

/**
 * Returns what every lane saw over time, from its first attempt to its last. Extra attempts, made while a lane was out,
 * narrow its outages and count in nothing else. Over all bins the counts are those of the whole run's figures in the
 * report.
 */
export function seriesOf(facts: Facts): Series {
  const { tracks } = facts;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { samples } of tracks) {
    // In the order of their start.
    first = Math.min(first, samples[0]?.started ?? first);
    last = Math.max(last, samples.at(-1)?.started ?? last);
  }
  const bins = binsOver(first, last);
  const lanes = tracks.map((track) => laneSeries(track, bins, facts));
  return { from: bins.from, binMs: bins.binMs, bins: bins.count, lanes };
}

function laneSeries(track: LaneTrack, bins: Bins, { backends, outagesOf }: Facts): LaneSeries {
  const columns = new Columns(bins.count);
  const failures: FailedAttempt[] = [];
  for (const sample of track.samples) {
    const bin = binOf(sample.started, bins);
    const backend = backendOf(sample, backends);
    columns.count("backends", backend, bin);
    if (sample.outcome === "ok") columns.succeeded(latencyMs(sample), bin);
    else {
      const failure = failedAttempt(sample, sample.outcome, backend);
      columns[failure.outcome][bin] = (columns[failure.outcome][bin] ?? 0) + 1;
      columns.count("errors", failure.error, bin);
      failures.push(failure);
    }
  }
  return {
    lane: track.lane.id,
    ...columns.values(),
    failures,
    outages: outagesOf(track).map(({ samples: _, ...outage }) => outage),
    degradations: findDegradations(track.samples, backends),
  };
}

function failedAttempt(sample: Sample, outcome: FailedAttempt["outcome"], backend: string): FailedAttempt {
  const error = sample.error ?? outcome;
  return { at: tenth(sample.started), outcome, error, backend, latencyMs: latencyMs(sample) };
}

/** The columns of one lane while they are filled. */
class Columns {
  readonly ok: number[];
  readonly late: number[];
  readonly failed: number[];
  readonly unknown: number[];
  readonly #errors = new Map<string, number[]>();
  readonly #backends = new Map<string, number[]>();
  readonly #leastMs: (number | null)[];
  readonly #greatestMs: (number | null)[];
  readonly #bins: number;

  constructor(bins: number) {
    this.#bins = bins;
    this.ok = this.#zeros();
    this.late = this.#zeros();
    this.failed = this.#zeros();
    this.unknown = this.#zeros();
    this.#leastMs = new Array(bins).fill(null);
    this.#greatestMs = new Array(bins).fill(null);
  }

  succeeded(latencyMs: number, bin: number): void {
    const column = latencyMs <= answerWithinMs ? this.ok : this.late;
    column[bin] = (column[bin] ?? 0) + 1;
    const rounded = tenth(latencyMs);
    this.#leastMs[bin] = Math.min(this.#leastMs[bin] ?? rounded, rounded);
    this.#greatestMs[bin] = Math.max(this.#greatestMs[bin] ?? rounded, rounded);
  }

  count(what: "errors" | "backends", word: string, bin: number): void {
    const columns = what === "errors" ? this.#errors : this.#backends;
    let column = columns.get(word);
    if (column === undefined) {
      column = this.#zeros();
      columns.set(word, column);
    }
    column[bin] = (column[bin] ?? 0) + 1;
  }

  values(): Omit<LaneSeries, "lane" | "failures" | "outages" | "degradations"> {
    const { ok, late, failed, unknown } = this;
    const errors = Object.fromEntries(this.#errors);
    const backends = Object.fromEntries(this.#backends);
    return { ok, late, failed, unknown, errors, backends, leastMs: this.#leastMs, greatestMs: this.#greatestMs };
  }

  #zeros(): number[] {
    return new Array<number>(this.#bins).fill(0);
  }
}
