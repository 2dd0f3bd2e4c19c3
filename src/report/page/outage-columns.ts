import type { OutageEdges } from "../../model/course.ts";
import type { Outage } from "../../model/figures.ts";
import { decodeAscending, decodeColumn, encodeAscending, encodeColumn } from "./columns.ts";

/** An outage of one lane with the attempts at its ends. */
export type PageOutage = Outage & OutageEdges;

/**
 * The outages of a lane as columns, since a run can have thousands; moments and lengths are tenths of milliseconds.
 * `length`, `most`: 0 where it is open, else one more. `first` and `last` are moments after `from`.
 */
export interface OutageColumns {
  readonly from: string;
  readonly length: string;
  readonly least: string;
  readonly most: string;
  readonly attempts: string;
  readonly first: string;
  readonly last: string;
  /** Of each outage: of its first and its last attempt the class of error, how many classes there are, then each with its count. */
  readonly errors: string;
}

/** Outages in the order of time, as columns; their classes of errors as places in `words`, which has them all. */
export function encodeOutages(outages: readonly PageOutage[], words: readonly string[]): OutageColumns {
  const place = new Map(words.map((word, index) => [word, index]));
  const of = (word: string) => place.get(word) ?? 0;
  const column = (value: (outage: PageOutage) => number) => encodeColumn(outages.map(value));
  const open = (ms: number | null) => (ms === null ? 0 : tenths(ms) + 1);
  return {
    from: encodeAscending(outages.map(({ from }) => tenths(from))),
    length: column(({ from, to }) => (to === null ? 0 : tenths(to) - tenths(from) + 1)),
    least: column(({ atLeastMs }) => tenths(atLeastMs)),
    most: column(({ atMostMs }) => open(atMostMs)),
    attempts: column(({ attempts }) => attempts),
    first: column(({ from, first }) => Math.max(0, tenths(first.at) - tenths(from))),
    last: column(({ from, last }) => Math.max(0, tenths(last.at) - tenths(from))),
    errors: encodeColumn(
      outages.flatMap(({ first, last, errors }) => {
        const counts = Object.entries(errors);
        return [
          of(first.error),
          of(last.error),
          counts.length,
          ...counts.flatMap(([word, count]) => [of(word), count]),
        ];
      }),
    ),
  };
}

/** The outages that `encodeOutages` made columns of. */
export function decodeOutages(columns: OutageColumns, words: readonly string[]): PageOutage[] {
  const [length, least, most, attempts, first, last] = (
    ["length", "least", "most", "attempts", "first", "last"] as const
  ).map((name) => decodeColumn(columns[name]));
  const errors = decodeColumn(columns.errors);
  let at = 0;
  const next = () => errors[at++] ?? 0;
  const word = () => words[next()] ?? "";
  return decodeAscending(columns.from).map((from, index): PageOutage => {
    const of = (column: readonly number[] | undefined) => column?.[index] ?? 0;
    const open = (value: number, from0 = 0) => (value === 0 ? null : (from0 + value - 1) / 10);
    const [firstError, lastError] = [word(), word()];
    const counts = Array.from({ length: next() }, () => [word(), next()] as const);
    return {
      from: from / 10,
      to: open(of(length), from),
      atLeastMs: of(least) / 10,
      atMostMs: open(of(most)),
      attempts: of(attempts),
      errors: Object.fromEntries(counts),
      first: { at: (from + of(first)) / 10, error: firstError },
      last: { at: (from + of(last)) / 10, error: lastError },
    };
  });
}

function tenths(ms: number): number {
  return Math.round(ms * 10);
}
