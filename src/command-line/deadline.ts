import { toMs } from "../model/duration.ts";
import { messageOf, UsageError } from "../model/errors.ts";

/** When a command has to stop by itself. */
export interface Deadline {
  /** As the person wrote it. */
  readonly text: string;
  /** Milliseconds since the command began, on `performance.now()`. */
  readonly atMs: number;
}

/** No CI system waits so long, and timers count at most 24 days; milliseconds. */
const mostMs = 7 * 24 * 3_600_000;

/** Reads the deadline of a command; undefined where there is none. Throws UsageError for what is no length of time. */
export function readDeadline(text: string | undefined): Deadline | undefined {
  if (text === undefined) return undefined;
  let ms: number;
  try {
    ms = toMs(text);
  } catch (error) {
    throw new UsageError(`--deadline: ${messageOf(error)}`);
  }
  if (ms <= 0) throw new UsageError(`--deadline ${text}: longer than nothing`);
  if (ms > mostMs) throw new UsageError(`--deadline ${text}: at most 168h`);
  return { text, atMs: ms };
}
