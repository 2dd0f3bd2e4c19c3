import { PlatformError } from "../model/errors.ts";

/** The run's time: milliseconds on the monotonic clock since the run's start, shared with the probes' thread. */
export class Clock {
  /** Base of all times of the run on the machine's monotonic clock, nanoseconds. */
  readonly startedAtNs = process.hrtime.bigint();

  now(): number {
    return Number(process.hrtime.bigint() - this.startedAtNs) / 1e6;
  }
}

/** Waits a time; ends early with the signal's reason when the run is interrupted. */
export function hold(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", abort, { once: true });
  });
}

/** Why something is not so yet, in the words of a person; the last one is told when the time is over. */
export class NotYet {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** What is waited for, how long and how often it is looked at. */
export interface UntilOptions {
  readonly what: string;
  readonly timeoutMs: number;
  readonly everyMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks again and again until the answer is there, and returns it; throws PlatformError "timeout" when it does not come
 * in time.
 */
export async function until<T>(options: UntilOptions, look: () => Promise<T | NotYet | undefined>): Promise<T> {
  const { what, timeoutMs, everyMs, signal } = options;
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await look();
    if (answer !== undefined && !(answer instanceof NotYet)) return answer;
    signal?.throwIfAborted();
    if (performance.now() > end) {
      const why = answer instanceof NotYet ? ` (${answer.why})` : "";
      throw new PlatformError("timeout", `${what}${why}: not within ${timeoutMs / 1_000} s`);
    }
    await hold(everyMs, signal);
  }
}
