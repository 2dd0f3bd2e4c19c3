import { latencyMs, type Sample } from "../model/sample.ts";
import type { Cell } from "./live-snapshot.ts";

/** One cell is one second, as a person counts. */
export const cellMs = 1_000;

/** As many seconds as the widest terminal that is drawn on has columns. */
export const mostCells = 200;

/** Up to so many milliseconds an answer is of the kind; a person's eye wants few steps, and load moves each by three. */
const levels: readonly (readonly [Cell, number])[] = [
  ["fast", 10],
  ["usual", 30],
  ["long", 100],
  ["longer", 1_000],
];

interface Bin {
  ok: number;
  failed: number;
  unknown: number;
  slowestMs: number;
}

/** What a lane saw, second by second: each attempt counts in the second in which it began, whenever it ended. */
export class Strip {
  readonly #bins = new Map<number, Bin>();

  /** Takes an attempt that has ended. */
  add(sample: Sample): void {
    const bin = this.#binAt(sample.started);
    if (sample.outcome === "ok") {
      bin.ok += 1;
      bin.slowestMs = Math.max(bin.slowestMs, latencyMs(sample));
    } else bin[sample.outcome] += 1;
  }

  /** Takes something that was heard, or a loss, at a time in milliseconds; what is heard has no latency. */
  mark(at: number, what: "ok" | "failed"): void {
    this.#binAt(at)[what] += 1;
  }

  /** The last cells up to a time in milliseconds, the newest last. */
  cells(at: number): Cell[] {
    const last = Math.max(0, Math.floor(at / cellMs));
    const first = Math.max(0, last - mostCells + 1);
    for (const index of this.#bins.keys()) if (index < first) this.#bins.delete(index);
    return Array.from({ length: last - first + 1 }, (_, index) => cellOf(this.#bins.get(first + index)));
  }

  #binAt(time: number): Bin {
    const index = Math.floor(time / cellMs);
    const bin = this.#bins.get(index) ?? { ok: 0, failed: 0, unknown: 0, slowestMs: 0 };
    this.#bins.set(index, bin);
    return bin;
  }
}

function cellOf(bin: Bin | undefined): Cell {
  if (bin === undefined) return "none";
  if (bin.failed > 0) return bin.ok > 0 ? "part" : "failed";
  if (bin.unknown > 0) return bin.ok > 0 ? "part" : "unknown";
  return levels.find(([, most]) => bin.slowestMs <= most)?.[0] ?? "slow";
}
