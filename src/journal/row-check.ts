import { longestRunMs } from "../model/event.ts";
import type { Lane } from "../model/lane.ts";
import type { RecordedOperation } from "../model/recorded-operation.ts";
import { sampleOutcomes } from "../model/sample.ts";
import { shown } from "./damage-log.ts";
import type { NumberSet } from "./number-set.ts";

/** A lane with what its rows are held against. */
export interface CheckedLane {
  readonly lane: Lane;
  /** Undefined where nothing is known of its operation. */
  readonly operation: RecordedOperation | undefined;
  /** Attempts that there are rows of. */
  readonly seen: NumberSet;
}

/** What stood in a journal before a row. */
export interface RowContext {
  /** By their indexes; those of lanes that listen are not among them. */
  readonly lanes: readonly (CheckedLane | undefined)[];
  /** How many backends are known. */
  readonly backends: number;
  /** When the first period of all lanes begins; undefined before the lanes are started. */
  readonly origin: Origin | undefined;
}

/** Begin of the schedule, as bounds that every row narrows; milliseconds. */
export interface Origin {
  earliest: number;
  latest: number;
}

/** The origin of a schedule that was told: it was set just before. */
export function originAt(toldMs: number): Origin {
  return { earliest: toldMs - toldLateMs, latest: toldMs + roundingMs };
}

/**
 * How long a probing process may stand still, milliseconds: a start or an end is late by so much at most, beyond what
 * schedule and deadline allow. The machine whose host took most of its CPU made it stand for four seconds.
 */
export const standstillMs = 60_000;
/** The longest text of a cell, characters; what a server says of itself is cut to a class of an error long before. */
const longestCell = 4_096;
/** Rounding to a tenth of a millisecond, of two times. */
const roundingMs = 0.2;
/** The begin of the schedule is told just after it was set: later, by a process that stood still in between. */
const toldLateMs = 1_000;

const leastColumns = 12;
const mostColumns = 15;

/** What is wrong with a row of a sample; undefined where it can be. It takes its number: none may come twice. */
export function rowProblem(row: readonly unknown[], context: RowContext): string | undefined {
  if (row.length < leastColumns || row.length > mostColumns) return `${row.length} columns`;
  if (row[row.length - 1] === null) return "an empty column at its end";
  const checked = typeof row[1] === "number" ? context.lanes[row[1]] : undefined;
  if (checked === undefined) return `there is no lane ${shown(row[1])}`;
  return (
    timesProblem(row, checked.lane) ??
    scheduleProblem(row[2], row[3] as number, checked, context.origin) ??
    outcomeProblem(row, checked) ??
    answerProblem(row, context.backends) ??
    (row[2] === null || checked.seen.add(row[2] as number) ? undefined : `attempt ${row[2]} is there already`)
  );
}

function timesProblem(row: readonly unknown[], { periodMs, deadlineMs }: Lane): string | undefined {
  const [, , , scheduled, started, connected, firstByte, ended] = row;
  if (!isBetween(scheduled, 0, longestRunMs)) return `scheduled is ${shown(scheduled)}`;
  if (!isBetween(started, 0, periodMs + standstillMs)) return `started is ${shown(started)}`;
  if (!isBetween(ended, started, started + deadlineMs + standstillMs)) return `ended is ${shown(ended)}`;
  if (connected !== null && !isBetween(connected, started, ended)) return `connected is ${shown(connected)}`;
  const since = typeof connected === "number" ? connected : started;
  if (firstByte !== null && !isBetween(firstByte, since, ended)) return `firstByte is ${shown(firstByte)}`;
  return undefined;
}

/** An attempt is due in the period of its number; one that was made beside the schedule has none. */
function scheduleProblem(
  number: unknown,
  scheduled: number,
  { lane, operation }: CheckedLane,
  origin: Origin | undefined,
): string | undefined {
  if (origin === undefined) return "an attempt before the lanes were started";
  if (number === null) {
    if (operation?.changesState === true) return "an extra attempt to change something";
    return scheduled < origin.earliest ? "an attempt before the lanes were started" : undefined;
  }
  if (!isCount(number)) return `number is ${shown(number)}`;
  const periodBegan = scheduled - lane.offsetMs - number * lane.periodMs;
  const earliest = Math.max(origin.earliest, periodBegan - lane.periodMs - roundingMs);
  const latest = Math.min(origin.latest, periodBegan + roundingMs);
  if (earliest > latest) return `attempt ${number} was not due at ${scheduled} ms`;
  origin.earliest = earliest;
  origin.latest = latest;
  return undefined;
}

function outcomeProblem(row: readonly unknown[], { lane, operation }: CheckedLane): string | undefined {
  const [, , number, , , connected, firstByte, , outcome, error, , , status, , detail] = row;
  if (outcome !== 0 && outcome !== 1 && outcome !== 2) return `outcome is ${shown(outcome)}`;
  const came = sampleOutcomes[outcome];
  if (!isText(error)) return `error is ${shown(error)}`;
  if (!isText(detail ?? null)) return `detail is ${shown(detail)}`;
  if (outcome !== 0) {
    if (error === null) return `${came} without an error`;
    if (outcome === 2 && operation !== undefined && operation.changesState !== true)
      return "unknown though it only reads";
    return statusProblem(error, status);
  }
  if (error !== null) return `ok with the error ${shown(error)}`;
  if (status !== undefined && status !== null && !(isCount(status) && status >= 200 && status < 300))
    return `ok with status ${shown(status)}`;
  const isAnswered = operation?.protocol === "http" && operation.connectOnly !== true;
  if (isAnswered && typeof status !== "number") return "ok without a status";
  if (isAnswered && (connected === null || firstByte === null)) return "ok without an answer";
  const words = (detail ?? undefined) as string | undefined;
  const attempt = (number ?? undefined) as number | undefined;
  return operation?.isDetail?.(words, lane.index, attempt) === false
    ? `ok with the detail ${shown(detail)}`
    : undefined;
}

/** The class of an error tells the status of the answer, where one came. */
function statusProblem(error: string, status: unknown): string | undefined {
  const told = typeof status === "number" ? status : undefined;
  const [, named] = /^http-(\d{3})(?:$|:)/.exec(error) ?? [];
  const unread = told !== undefined && told >= 200 && told < 300 && error === "bad-answer";
  const fits = named === undefined ? told === undefined || unread : Number(named) === told;
  return fits ? undefined : `the error ${shown(error)} with status ${shown(status)}`;
}

function answerProblem(row: readonly unknown[], backends: number): string | undefined {
  const [, , , , , , , , , , backend, connection, status, revision] = row;
  if (backend !== null && !(isCount(backend) && backend < backends)) return `backend is ${shown(backend)}`;
  if (!isCount(connection)) return `connection is ${shown(connection)}`;
  if (status !== undefined && status !== null && !(isCount(status) && status >= 100 && status <= 999))
    return `status is ${shown(status)}`;
  if (revision !== undefined && revision !== null && !isBetween(revision, 0, Number.MAX_SAFE_INTEGER))
    return `revision is ${shown(revision)}`;
  return undefined;
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && value >= least && value <= most;
}

/** Counts fit into 31 bits: that is how they are kept. */
function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31;
}

function isText(value: unknown): value is string | null {
  return value === null || (typeof value === "string" && value !== "" && value.length <= longestCell);
}
