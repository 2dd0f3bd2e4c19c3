import type { ApiServer } from "../kube/api-server.ts";
import { type Ahead, aheadOf, describeAhead } from "../model/other-clock.ts";

/** An answer's Date is in whole seconds (RFC 9110, section 6.6.1), milliseconds. */
const unitMs = 1_000;
/** Clocks that are closer are held to be alike, milliseconds. */
const closeMs = 30_000;

/** What time it is where a cluster is. */
export interface ServerTime {
  /** Milliseconds since 1970, by the server's clock where that is known. */
  readonly now: number;
  /** By how much that is ahead of this machine's; undefined where the server does not say. */
  readonly clockAhead: Ahead | undefined;
}

/** Asks a server what time it is there, by the head of its answer; rejects as a call does. */
export async function serverTime(api: Pick<ApiServer, "call">, here = () => Date.now()): Promise<ServerTime> {
  const askedMs = here();
  const { date } = await api.call("GET", "/version");
  const answeredMs = here();
  const toldMs = Date.parse(date ?? "");
  if (Number.isNaN(toldMs)) return { now: answeredMs, clockAhead: undefined };
  const clockAhead = aheadOf({ toldMs, askedMs, answeredMs }, unitMs);
  const [atLeastMs, atMostMs] = clockAhead;
  return { now: Math.min(Math.max(answeredMs, answeredMs + atLeastMs), answeredMs + atMostMs), clockAhead };
}

/** What is to be said of a clock that is not this one's: by which ends and ages are told. */
export function clockNotes({ clockAhead }: { readonly clockAhead?: Ahead | undefined }): string[] {
  if (clockAhead === undefined)
    return ["the server does not say what time it is there: ends and ages are by this machine's clock"];
  const [atLeastMs, atMostMs] = clockAhead;
  if (atLeastMs <= closeMs && atMostMs >= -closeMs) return [];
  const words = `the server's clock is ${describeAhead(clockAhead)} this machine's: ends and ages are by the server's`;
  return [words];
}
