import type { WatchLane } from "../../model/lane.ts";
import { deadlineClass } from "../../net/http-error.ts";

/** client-go gives a TLS handshake 10 s (transport/cache.go). */
const handshakeMs = 10_000;
/**
 * An API server sends a bookmark about every 60 s (cacher.go: bookmarkFrequency), looked for every 1 to 1.25 s; with
 * room to spare.
 */
const bookmarkEveryMs = 65_000;

/** How far a stream has come. */
export interface WatchProgress {
  readonly startedAt: number;
  readonly connected: boolean;
  /** When the server had begun its answer. */
  readonly openedAt: number | undefined;
  /** When something last arrived. */
  readonly heardAt: number;
}

/**
 * Why a stream must be given up now, if it must: the connection does not come to stand; no answer begins; or nothing
 * arrives although something is due, that is the event of a write which was acknowledged so long ago (`dueSince`), or a
 * bookmark. All times in milliseconds.
 */
export function overdue(
  { idleMs }: Pick<WatchLane, "idleMs">,
  progress: WatchProgress,
  dueSince: number | undefined,
  now: number,
): string | undefined {
  const { startedAt, connected, openedAt, heardAt } = progress;
  if (openedAt === undefined) {
    const limitMs = connected ? idleMs : Math.min(idleMs, handshakeMs);
    return now - startedAt > limitMs ? deadlineClass({ connected, answering: false }) : undefined;
  }
  const waitingMs = dueSince === undefined ? 0 : now - Math.max(dueSince, heardAt);
  return waitingMs > idleMs || now - heardAt > idleMs + bookmarkEveryMs ? "idle" : undefined;
}

/** A stream that the server ends so shortly before its time is one that ran its time, milliseconds. */
const roundingMs = 1_000;

/**
 * Why the server ended a stream in good order: "expired" where it ran the time that was asked for, else "ended";
 * milliseconds and seconds.
 */
export function wholeEnd(openedAt: number | undefined, now: number, timeoutSeconds: number): "expired" | "ended" {
  return now - (openedAt ?? now) >= timeoutSeconds * 1_000 - roundingMs ? "expired" : "ended";
}
