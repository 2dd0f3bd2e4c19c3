/**
 * What happens on a lane that listens:
 * `listed`, the state was read whole, at a revision; `opened`, a stream stands, from a revision on; `event` and `bookmark`, with their
 * revision; `closed`, the stream was lost, or one could not be opened; `gone`, the server no longer has the events after a revision
 * (410), so that the state must be listed again.
 */
export type WatchKind = "listed" | "opened" | "event" | "bookmark" | "closed" | "gone";

/** Reasons to close that are no loss: the server's own time limit, the probes' end, a connection moved away from a fault's target. */
export const chosenEnds: readonly string[] = ["expired", "stopped", "moved"];

/** One thing that happened on a lane that listens. `at` is milliseconds since the run's start. */
export interface WatchArrival {
  readonly at: number;
  readonly kind: WatchKind;
  /** Resource version: read, resumed from, arrived, or no longer there. */
  readonly revision?: number | undefined;
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
 * An arrival as it stands in the journal: [at, "l" | "e" | "b" | "g", revision], [at, "o", revision, connection, backend] or
 * [at, "c", reason, connection, bytes of a last line that broke off]; empty columns at the end are left out.
 */
export type WatchRow = readonly (string | number | null)[];

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
  const row: (string | number | null)[] =
    arrival.kind === "closed"
      ? [at, "c", arrival.reason ?? "", arrival.connection ?? null, arrival.cutBytes ?? null]
      : [at, arrival.kind.charAt(0), arrival.revision ?? null, arrival.connection ?? null, arrival.backend ?? null];
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
  if (kind !== "opened") return { at: Number(at), kind, revision: count(what) };
  return { at: Number(at), kind, revision: count(what), connection: count(connection), backend: count(last) };
}

/** Whether a value is a row of an arrival. */
export function isWatchRow(value: unknown): value is WatchRow {
  if (!Array.isArray(value)) return false;
  const [at, letter, what] = value;
  if (typeof at !== "number" || typeof letter !== "string" || kinds[letter] === undefined) return false;
  return letter === "c" ? typeof what === "string" : typeof what === "number";
}

function count(value: string | number | null | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}
