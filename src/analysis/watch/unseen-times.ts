import type { FaultRecord } from "../../model/timeline.ts";
import type { UnknownTime } from "./known-objects.ts";
import type { Covered, StreamCoverage } from "./stream-coverage.ts";

/**
 * What happened so shortly before a stream was lost may have been on its way to it, milliseconds: the controllers' own
 * objective for such news (SIG Scalability).
 */
const onItsWayMs = 1_000;

/**
 * The times in which no lane of an operation knew its objects, from when the first did, or from the first fault, to
 * when the lanes were stopped (`endsAt`; Infinity where nothing says so). Where a lane's first arrivals are missing, or
 * all of them, nobody knows since when there was something to tell: then it is from the run's start.
 */
export function unseenTimes(
  coverages: readonly StreamCoverage[],
  faults: readonly Pick<FaultRecord, "injectingAt">[],
  operation: string,
): { readonly holes: readonly UnknownTime[]; readonly endsAt: number } {
  const covered = coverages.flatMap((one) => one.covered).toSorted((a, b) => a.from - b.from);
  const endsAt = Math.min(Number.POSITIVE_INFINITY, ...coverages.flatMap(({ stoppedAt }) => stoppedAt ?? []));
  const begins = Math.min(covered[0]?.from ?? 0, ...faults.flatMap(({ injectingAt }) => injectingAt ?? []));
  const since = coverages.every(({ whole }) => whole) ? begins : 0;
  const why = `no stream of ${operation} told`;
  return { holes: gaps(covered, since, endsAt).map((gap) => ({ ...gap, why })), endsAt };
}

function gaps(covered: readonly Covered[], since: number, endsAt: number): Covered[] {
  const found: Covered[] = [];
  let known = since;
  let lost = false;
  const upTo = (from: number) => {
    if (from > known) found.push({ from: lost ? Math.max(since, known - onItsWayMs) : known, to: from });
  };
  for (const { from, to } of covered) {
    upTo(Math.min(from, endsAt));
    lost = true;
    known = Math.max(known, to);
  }
  upTo(endsAt);
  return found;
}
