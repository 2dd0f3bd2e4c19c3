/** How an attempt ended; `unknown` is a write whose answer was lost: it may have happened. Only `ok` is a success. */
export type SampleOutcome = "ok" | "failed" | "unknown";

/** All outcomes; a journal says which by its place here. */
export const sampleOutcomes: readonly SampleOutcome[] = ["ok", "failed", "unknown"];

/** One attempt of a lane. All times are milliseconds since the run's start on the monotonic clock. */
export interface Sample {
  /** Index of the lane. */
  readonly lane: number;
  /**
   * Which attempt of the lane's schedule it is, counted from 0; undefined of an extra one, made beside the schedule
   * because the lane was out (docs/measuring.md): it narrows the bounds of outages and counts in nothing else, because
   * such attempts are made in bad times only.
   */
  readonly number: number | undefined;
  readonly scheduled: number;
  readonly started: number;
  /** When the connection (TCP and TLS) stood; undefined if it never did. */
  readonly connected?: number | undefined;
  readonly firstByte?: number | undefined;
  readonly ended: number;
  readonly outcome: SampleOutcome;
  /**
   * Class of the error, for example "refused", "reset", "connect-timeout", "tls-expired", "hang", "http-429",
   * "http-500", "body-cut".
   */
  readonly error?: string | undefined;
  /** Index into the run's list of backends: the control plane whose certificate was seen; undefined if none was. */
  readonly backend?: number | undefined;
  /** Number of the local connection, counted up over the whole run. */
  readonly connection: number;
  readonly status?: number | undefined;
  /** Resource version that the answer carried; for an etcd member its raft term. */
  readonly revision?: number | undefined;
  /** Operation's own words: "object token" of a write, "leader applied-index" of an etcd status. */
  readonly detail?: string | undefined;
}

/** Whether an attempt was made beside its lane's schedule, while the lane was out. */
export function isExtra(sample: Pick<Sample, "number">): boolean {
  return sample.number === undefined;
}

/**
 * A sample as its line in the journal: ["s", lane, number, scheduled, started, connected, firstByte, ended, outcome,
 * error, backend, connection, status, revision, detail]; times after `scheduled` are relative to it; trailing empty
 * columns are left out.
 */
export type SampleRow = readonly (string | number | null)[];

/** The journal's row for a sample, times rounded to a tenth of a millisecond. */
export function toRow(sample: Sample): SampleRow {
  const since = (time: number | undefined) => (time === undefined ? null : tenth(time - sample.scheduled));
  const row: (string | number | null)[] = [
    "s",
    sample.lane,
    sample.number ?? null,
    tenth(sample.scheduled),
    since(sample.started),
    since(sample.connected),
    since(sample.firstByte),
    since(sample.ended),
    sampleOutcomes.indexOf(sample.outcome),
    sample.error ?? null,
    sample.backend ?? null,
    sample.connection,
    sample.status ?? null,
    sample.revision ?? null,
    sample.detail ?? null,
  ];
  while (row.at(-1) === null) row.pop();
  return row;
}

function tenth(ms: number): number {
  return Math.round(ms * 10) / 10;
}
