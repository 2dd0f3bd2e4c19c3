import type { Sample } from "../../model/sample.ts";

/** A connection that served none of so many attempts before an outage is taken to have served none: bounds get wider. */
const servedMemory = 1_000;

/**
 * The latest moment at which a run of attempts without success, from an index of the samples on, shows that the outage
 * lasted: the start of an attempt. One that was reset on a connection that stood before it shows less: the server may
 * have ended that connection earlier, and be there again. It surely had not when the last success on it ended.
 */
export function provenUntil(run: readonly Sample[], samples: readonly Sample[], first: number): number {
  const stale = new Set(run.filter(isStale).map(({ connection }) => connection));
  const served = lastServed(stale, samples, first);
  const moments = run.map((sample) => (isStale(sample) ? (served.get(sample.connection) ?? 0) : sample.started));
  return moments.reduce((latest, moment) => Math.max(latest, moment), Number.NEGATIVE_INFINITY);
}

/** Whether an attempt broke off on a connection that stood before it began, which may have ended unnoticed. */
function isStale({ outcome, error, started, connected }: Sample): boolean {
  return outcome !== "ok" && error === "reset" && connected !== undefined && connected <= started;
}

/** When the last successes on these connections before an index ended, of those that are not too long ago. */
function lastServed(connections: ReadonlySet<number>, samples: readonly Sample[], before: number): Map<number, number> {
  const served = new Map<number, number>();
  const from = Math.max(0, before - servedMemory);
  for (let index = before - 1; index >= from && served.size < connections.size; index -= 1) {
    const { outcome, connection, ended } = samples[index] as Sample;
    if (outcome === "ok" && connections.has(connection) && !served.has(connection)) served.set(connection, ended);
  }
  return served;
}
