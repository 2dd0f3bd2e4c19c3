import { type EarlyEnd, earlier, earlyExpiry, type LeaseAnswer } from "./early-end.ts";
import type { Finding } from "./finding.ts";

/** Fewer answers that a lease is gone which others found may be as many mistakes. */
const fewestGone = 3;

/** Since when a lane was told that a lease is gone, how often, and whether for longer than a leader believes. */
interface GoneFor {
  readonly first: EarlyEnd;
  readonly count: number;
  readonly last?: EarlyEnd | undefined;
}

/** Where one lane was told for longer than a leader believes to be one that a lease is gone which others found. */
export function goneForOne(
  answers: readonly LeaseAnswer[],
  early: readonly EarlyEnd[],
  thereUntil: number,
  believesMs: number,
): { readonly findings: readonly Finding[]; readonly doubtful: readonly Finding[] } {
  const ends = new Map(early.map((end) => [end.told, end]));
  const since = new Map<string, GoneFor>();
  const long: GoneFor[] = [];
  const close = (lane: string) => {
    const gone = since.get(lane);
    if (gone?.last !== undefined) long.push(gone);
    since.delete(lane);
  };
  for (const answer of answers.toSorted((a, b) => a.from - b.from)) {
    const { lane, from, lastsUntil } = answer;
    const end = ends.get(answer);
    if (lastsUntil !== undefined) close(lane);
    if (end === undefined) continue;
    const gone = since.get(lane) ?? { first: end, count: 0 };
    const isLong = from >= gone.first.told.to + believesMs;
    if (from > thereUntil && gone.count === 0) continue;
    const first = earlier(gone.first, end);
    since.set(lane, { first, count: gone.count + 1, last: isLong ? end : gone.last });
  }
  for (const lane of [...since.keys()]) close(lane);
  const tell = ({ first, last = first }: GoneFor) => earlyExpiry(first, last, ", though others found it");
  return {
    findings: long.filter(({ count }) => count >= fewestGone).map(tell),
    doubtful: long.filter(({ count }) => count < fewestGone).map(tell),
  };
}
