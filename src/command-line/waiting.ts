import { toMs } from "../model/duration.ts";
import { messageOf, UsageError } from "../model/errors.ts";

/** A Job of Kubernetes that waits longer than a week waits for nothing; timers count at most 24 days; milliseconds. */
const mostMs = 7 * 24 * 3_600_000;

/** How long is waited for others, from the command line, milliseconds; throws UsageError for what is no length of time. */
export function waitingMs(text: string): number {
  let ms: number;
  try {
    ms = toMs(text);
  } catch (error) {
    throw new UsageError(`--wait: ${messageOf(error)}`);
  }
  if (ms > mostMs) throw new UsageError(`--wait ${text}: at most 168h`);
  return ms;
}
