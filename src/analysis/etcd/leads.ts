import type { Facts } from "../facts/facts.ts";
import type { Stretch } from "../timeline/stretches.ts";
import { type LeaderSighting, votingMembers } from "./etcd-status.ts";

/** What the members told of elections in a stretch. */
export interface Leads {
  /** The last word on the lead before it; at the beginning of a run the first one. */
  readonly old: LeaderSighting;
  /** The first word on each lead that was won since, by term; the last one's term may not have been told yet. */
  readonly won: readonly LeaderSighting[];
  /** The longest time in which a lead could have come and gone untold, milliseconds: a majority told nothing at once. */
  readonly unheardMs: number;
  /**
   * How many leads there can have been at most: each has a term of its own, and terms only grow. Infinity where most
   * members told nothing near the end, when a higher term would be told.
   */
  readonly mostWon: number;
}

type Ends = Pick<Stretch, "from" | "to">;

/**
 * The leads that were won in a stretch, as far as the members' own words tell; undefined where none named its leader
 * before. A term that a member tells had a leader: it is that of an entry, and only leaders make entries. So a term that
 * was counted up without anybody being elected is none. Between two words that are not further apart than `leadMs` no lead
 * is missed.
 */
export function findLeads(facts: Facts, stretch: Ends, leadMs: number): Leads | undefined {
  const sightings = facts.leaderSightings();
  const isNamed = ({ leader }: LeaderSighting) => leader !== "0";
  const before = sightings.filter(({ ended }) => ended <= stretch.from);
  const old = before.findLast(isNamed) ?? (stretch.from <= 0 ? sightings.find(isNamed) : undefined);
  if (old === undefined) return undefined;
  const since = sightings.filter(({ started }) => started >= stretch.from && started < stretch.to);
  const oldTerm = before.reduce((most, { term }) => Math.max(most, term), old.term);
  const won = firstOfEach(since.filter(({ term }) => term > oldTerm));
  // A new leader is told before its term: where that never came, who leads is all that tells of it.
  const unnamed = since.find((seen) => isNamed(seen) && seen.leader !== old.leader);
  const from = stretch.from <= 0 ? old.ended : stretch.from;
  const to = Math.min(stretch.to, since.at(-1)?.ended ?? from);
  const members = votingMembers(facts);
  const pauses = members.flatMap((member) =>
    pausesIn(
      since.flatMap((seen) => (seen.member === member ? seen.ended : [])),
      { from, to },
    ).filter((pause) => pause.to - pause.from > leadMs),
  );
  const unheard = atOnce(pauses, Math.floor(members.length / 2) + 1);
  const isUnheard = since.length === 0;
  const isToldSince = !isUnheard && to - (unheard.at(-1)?.to ?? from) >= leadMs;
  return {
    old: { ...old, term: oldTerm },
    won: won.length === 0 && unnamed !== undefined ? [unnamed] : won,
    unheardMs: isUnheard ? Number.POSITIVE_INFINITY : Math.max(0, ...unheard.map((pause) => pause.to - pause.from)),
    mostWon: isToldSince ? (won.at(-1)?.term ?? oldTerm) - oldTerm : Number.POSITIVE_INFINITY,
  };
}

/** The first word on each term, in the order of terms. */
function firstOfEach(sightings: readonly LeaderSighting[]): LeaderSighting[] {
  const byTerm = Map.groupBy(sightings, ({ term }) => term);
  return [...byTerm.values()].flatMap(([first]) => first ?? []).toSorted((a, b) => a.term - b.term);
}

/** The times of a stretch between moments in their order. */
function pausesIn(moments: readonly number[], { from, to }: Ends): Ends[] {
  const within = moments.filter((moment) => moment > from && moment < to);
  return [...within, to].map((moment, index) => ({ from: within[index - 1] ?? from, to: moment }));
}

/** The times in which so many pauses go on at once, in their order. */
function atOnce(pauses: readonly Ends[], count: number): Ends[] {
  const edges = pauses
    .flatMap(({ from, to }) => [
      { at: from, step: 1 },
      { at: to, step: -1 },
    ])
    .toSorted((a, b) => a.at - b.at || b.step - a.step);
  const times: Ends[] = [];
  let [open, since] = [0, 0];
  for (const { at, step } of edges) {
    if (step < 0 && open === count) times.push({ from: since, to: at });
    open += step;
    if (step > 0 && open === count) since = at;
  }
  return times;
}
