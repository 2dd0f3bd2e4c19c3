/**
 * What happens on a lane that listens: `listed`, the state was read whole, at a revision; `opened`, a stream stands,
 * from a revision on; `event` and `bookmark`, with their revision; `closed`, the stream was lost, or one could not be
 * opened; `gone`, the server no longer has the events after a revision (410), so that the state must be listed again.
 */
export type WatchKind = "listed" | "opened" | "event" | "bookmark" | "closed" | "gone";

/**
 * Reasons to close that are no loss: the server's own time limit, the probes' end, a connection moved away from a
 * fault's target.
 */
export const chosenEnds: readonly string[] = ["expired", "stopped", "moved"];

/** What a lane that observes says of an object, or of all of a list: plain JSON, in the words of its operation. */
export type Observed = Readonly<Record<string, unknown>>;

/** One thing that happened on a lane that listens. `at` is milliseconds since the run's start. */
export interface WatchArrival {
  readonly at: number;
  readonly kind: WatchKind;
  /** Resource version: read, resumed from, arrived, or no longer there. */
  readonly revision?: number | undefined;
  /** What was seen of the object, of `event`, or `{ items }` of `listed`; on lanes that observe. */
  readonly object?: Observed | undefined;
  /** Number of the local connection, of `opened` and `closed`. */
  readonly connection?: number | undefined;
  /** Index of the control plane whose certificate was seen, of `opened`. */
  readonly backend?: number | undefined;
  /** Why it closed: one of chosenEnds, or the class of the failure. */
  readonly reason?: string | undefined;
  /** Bytes of a last line that broke off, of `closed`. */
  readonly cutBytes?: number | undefined;
}

/**
 * An arrival as it stands in the journal: [at, "l" | "e" | "b" | "g", revision, what was observed], [at, "o", revision,
 * connection, backend] or [at, "c", reason, connection, bytes of a last line that broke off]; empty columns at the end
 * are left out.
 */
export type WatchRow = readonly (string | number | null | Observed)[];

const kinds: Readonly<Record<string, WatchKind>> = {
  l: "listed",
  o: "opened",
  e: "event",
  b: "bookmark",
  c: "closed",
  g: "gone",
};

/** The journal's row of an arrival, its time rounded to a tenth of a millisecond. */
export function toWatchRow(arrival: WatchArrival): WatchRow {
  const at = Math.round(arrival.at * 10) / 10;
  const { kind, revision = null, connection = null, backend = null, object = null } = arrival;
  const row: (string | number | null | Observed)[] =
    kind === "closed"
      ? [at, "c", arrival.reason ?? "", connection, arrival.cutBytes ?? null]
      : [at, kind.charAt(0), revision, ...(kind === "opened" ? [connection, backend] : [object])];
  while (row.at(-1) === null) row.pop();
  return row;
}

/** The arrival of a journal row; undefined where the row is none. */
export function fromWatchRow(row: WatchRow): WatchArrival | undefined {
  if (!isWatchRow(row)) return undefined;
  const [at, letter, what, connection, last] = row;
  const kind = kinds[String(letter)] as WatchKind;
  if (kind === "closed") {
    return { at: Number(at), kind, reason: String(what), connection: count(connection), cutBytes: count(last) };
  }
  if (kind !== "opened") {
    const seen = typeof connection === "object" && connection !== null ? { object: connection } : {};
    return { at: Number(at), kind, revision: count(what), ...seen };
  }
  return { at: Number(at), kind, revision: count(what), connection: count(connection), backend: count(last) };
}

/** Whether a value is a row of an arrival: each kind has its columns, and none is empty at the end. */
export function isWatchRow(value: unknown): value is WatchRow {
  if (!Array.isArray(value) || value.at(-1) === null) return false;
  const [at, letter, what, third, fourth] = value;
  if (!isNumber(at) || typeof letter !== "string" || !Object.hasOwn(kinds, letter)) return false;
  if (letter === "c")
    return (
      value.length <= 5 && typeof what === "string" && what.length <= longestReason && [third, fourth].every(mayBe)
    );
  if (!isNumber(what)) return false;
  if (letter === "o") return value.length <= 5 && [third, fourth].every(mayBe);
  return value.length === 3 || (value.length === 4 && (letter === "e" || letter === "l") && isObserved(third));
}

/** The longest class of a failure, characters. */
const longestReason = 4_096;

function isObserved(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a column is empty or a count. */
function mayBe(value: unknown): boolean {
  return value === undefined || value === null || (isNumber(value) && Number.isInteger(value));
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

function count(value: WatchRow[number] | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}
