import type Docker from "dockerode";
import { PlatformError } from "../../model/errors.ts";

/**
 * How long the engine may take to answer one call, milliseconds; the slowest seen on a loaded 2-core machine (the start
 * of a node) took 5 s.
 */
const callTimeoutMs = 30_000;
/** The same of what it removes, with all that is in it. */
const removalTimeoutMs = 120_000;

/** What of a call of the Docker client is looked at and added. */
interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly options?: { readonly t?: number } | undefined;
  readonly abortSignal?: AbortSignal;
}

/** The one way in which the Docker client asks the engine; the callback comes when the answer, or its head, is there. */
interface Dialler {
  dial(call: Call, callback: (error: unknown, answer: unknown) => void): void;
}

/**
 * The same client, none of whose calls waits for ever: one that the engine does not answer in time is taken back, its
 * connection closed, and fails with PlatformError "engine-timeout". A body that streams afterwards is its reader's.
 */
export function limitCalls(docker: Docker, limitOf: (call: Call) => number = timeoutOf): Docker {
  const modem = docker.modem as unknown as Dialler;
  const dial = modem.dial.bind(modem);
  modem.dial = (call, callback) => {
    const taken = new AbortController();
    const limitMs = limitOf(call);
    const timer = setTimeout(() => taken.abort(), limitMs);
    dial({ ...call, abortSignal: taken.signal }, (error, answer) => {
      clearTimeout(timer);
      callback(taken.signal.aborted ? unanswered(call, limitMs) : error, answer);
    });
  };
  return docker;
}

/** How long a call may take, milliseconds: a stop waits by itself for as long as it says. */
export function timeoutOf({ method, options }: Call): number {
  if (method === "DELETE") return removalTimeoutMs;
  return callTimeoutMs + (options?.t ?? 0) * 1_000;
}

function unanswered({ method = "GET", path = "" }: Call, limitMs: number): PlatformError {
  const [asked] = path.split("?");
  return new PlatformError(
    "engine-timeout",
    `the engine did not answer ${method} ${asked} within ${limitMs / 1_000} s`,
  );
}
