import type { LaneTrack } from "../../model/timeline.ts";
import type { Span } from "../timeline/span.ts";
import { isBefore, roundingMs } from "./access.ts";
import { type EarlyEnd, earlier, earlyExpiry, type LeaseAnswer } from "./early-end.ts";
import { liesIn } from "./epochs.ts";
import type { Finding } from "./finding.ts";
import { goneForOne } from "./gone-for-one.ts";
import { Tally } from "./tally.ts";

/** The operation whose attempts keep etcd's leases alive and look at them; its detail is "id granted 10", "id gone". */
const operation = "etcd-lease";

/** Clocks of one machine go apart by less, milliseconds: 100 ppm of ten seconds. */
const driftMs = 1;

/** What came of holding answers about leases against what was promised before. */
export interface LeaseLifetimes {
  /** How many answers began and ended while their lease had to be there. */
  readonly compared: number;
  /** Leases that were gone before their time. */
  readonly findings: readonly Finding[];
  /** The same where too few asked, so that leaders that were none any more may have said it. */
  readonly doubtful: readonly Finding[];
  /** Answers that a lease was gone which went on. */
  readonly mistaken: number;
}

/**
 * Finds leases that were gone before their time. A lease lasts for its time to live from the moment on at which etcd
 * granted or renewed it, which is not before the attempt began; one that a look still gives some seconds lasts as long
 * from there. etcd decides about leases at its leader without asking the others, so that a leader that was frozen or cut
 * off can tell for as long as `believesMs` that a lease is gone which its successor granted: only one that is told to be
 * gone for longer has ended, or is gone for the lane that was told so all the time while others find it. A tally counts
 * the answers of each fault, too.
 */
export function leaseLifetimes(
  tracks: readonly LaneTrack[],
  epochs: readonly Span[],
  believesMs: number,
  tally: Tally = new Tally(),
): LeaseLifetimes {
  const answers = tracks.filter(({ lane }) => lane.operation === operation).flatMap(answersOf);
  const ofEpochs = epochs.map((epoch) => answers.filter((answer) => liesIn(answer, epoch)));
  const leases = ofEpochs.flatMap((some) => [...Map.groupBy(some, ({ lease }) => lease).values()]);
  const judged = leases.map((some) => judgeLease(some, believesMs, tally));
  return {
    compared: tally.compared("early-expiry"),
    findings: judged.flatMap(({ findings }) => findings),
    doubtful: judged.flatMap(({ doubtful }) => doubtful),
    mistaken: judged.reduce((sum, { mistaken }) => sum + mistaken, 0),
  };
}

function answersOf({ lane, all }: LaneTrack): LeaseAnswer[] {
  return all.flatMap(({ outcome, detail, started: from, ended: to }) => {
    const [lease, word, seconds] = outcome === "ok" ? (detail?.split(" ") ?? []) : [];
    // An overdue lease may have been renewed at another leader.
    if (lease === undefined || word === "overdue") return [];
    return [
      { lane: lane.id, lease, from, to, lastsUntil: word === "gone" ? undefined : from + Number(seconds) * 1_000 },
    ];
  });
}

/** Holds each answer about one lease against the longest promise before it. */
function judgeLease(
  answers: readonly LeaseAnswer[],
  believesMs: number,
  tally: Tally,
): Omit<LeaseLifetimes, "compared"> {
  const byEnd = answers.toSorted((a, b) => a.to - b.to);
  const early: EarlyEnd[] = [];
  let next = 0;
  let promised: LeaseAnswer | undefined;
  for (const answer of answers.toSorted((a, b) => a.from - b.from)) {
    for (; next < byEnd.length && isBefore(byEnd[next] as LeaseAnswer, answer); next += 1) {
      const over = byEnd[next] as LeaseAnswer;
      if ((over.lastsUntil ?? 0) > (promised?.lastsUntil ?? 0)) promised = over;
    }
    if (promised === undefined || answer.to + driftMs + roundingMs >= (promised.lastsUntil ?? 0)) continue;
    tally.compare("early-expiry", answer);
    if (answer.lastsUntil === undefined) early.push({ told: answer, promised });
  }
  const thereUntil = answers.reduce(
    (last, { to, lastsUntil }) => (lastsUntil === undefined ? last : Math.max(last, to)),
    0,
  );
  const ended = early.filter(({ told }) => told.from > thereUntil);
  const forOne = goneForOne(answers, early, thereUntil, believesMs);
  const none = { ...forOne, mistaken: early.length - ended.length };
  const first = ended.reduce<EarlyEnd | undefined>(earlier, undefined);
  if (first === undefined) return none;
  const again = ended.find(({ told }) => told.from >= first.told.to + believesMs);
  return again === undefined
    ? { ...none, doubtful: [...none.doubtful, earlyExpiry(first, first)] }
    : { ...none, findings: [earlyExpiry(first, again)] };
}
