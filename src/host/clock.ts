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

export interface UntilOptions {
  readonly what: string;
  readonly timeoutMs: number;
  readonly everyMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Looks again and again until the answer is there; throws PlatformError "timeout" when it does not come in time. */
export async function until<T>(options: UntilOptions, look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + options.timeoutMs;
  for (;;) {
    const answer = await look();
    if (answer !== undefined) return answer;
    options.signal?.throwIfAborted();
    if (performance.now() > end)
      throw new PlatformError("timeout", `${options.what}: not within ${options.timeoutMs / 1000} s`);
    await hold(options.everyMs, options.signal);
  }
}
