import type { CourseRow } from "../../model/course.ts";
import type { LeaderSighting } from "../etcd/etcd-status.ts";
import type { Facts } from "../facts/facts.ts";
import { type Change, spansOf } from "./spans.ts";

/** What a member said longer ago than so many periods of asking is not taken for what it knows. */
const freshPeriods = 3;

/** Where nobody answered for so long, milliseconds, nobody can tell. */
const silentMs = 2_000;

/** A change of leadership, and by whom. */
interface Led extends Change {
  readonly leader?: string;
}

/** Who led etcd in which term over time, as its members told; none where nobody asked them. */
export function etcdRow(facts: Facts): CourseRow[] {
  const sightings = facts.leaderSightings();
  if (sightings.length === 0) return [];
  const periodMs = Math.max(
    ...facts.tracks.filter(({ lane }) => lane.operation === "etcd-status").map(({ lane }) => lane.periodMs),
  );
  const words = new Map<string, LeaderSighting>();
  const changes: Led[] = [];
  let until = sightings[0]?.ended ?? 0;
  for (const seen of sightings) {
    if (seen.ended > until + silentMs)
      changes.push({ at: until + silentMs, state: "unobserved", text: "no member answered" });
    until = seen.ended;
    words.set(seen.member, seen);
    const fresh = [...words.values()].filter(({ ended }) => ended >= seen.ended - freshPeriods * periodMs);
    changes.push({ at: seen.ended, ...leadership(fresh, facts) });
  }
  return [{ kind: "etcd", name: "etcd leader", spans: spansOf(withLastTerms(changes), facts.endedAt) }];
}

/**
 * The leader that most members name of those that are in the latest term, since a lagging member's word is an old one;
 * none where more know of none.
 */
function leadership(words: readonly LeaderSighting[], facts: Facts): Omit<Led, "at"> {
  const named = words.filter(({ leader }) => leader !== "0");
  if (named.length === 0) return { state: "failed", text: "no leader" };
  const term = Math.max(...named.map((word) => word.term));
  const current = named.filter((word) => word.term === term);
  const votes = Map.groupBy(current, ({ leader }) => leader);
  const newest = (of: readonly LeaderSighting[]) => Math.max(...of.map(({ ended }) => ended));
  const [leader, voters] = [...votes].toSorted(
    (a, b) => b[1].length - a[1].length || newest(b[1]) - newest(a[1]),
  )[0] ?? ["", []];
  if (words.length - named.length > voters.length) return { state: "failed", text: "no leader" };
  return { state: "ok", leader, text: `${facts.nodeOfMember(leader) ?? leader}, term ${term}` };
}

/**
 * A new leader shows for a while with the term of the one before: where a later one is told soon after it was first
 * named, that is its term from the beginning.
 */
function withLastTerms(changes: readonly Led[]): Change[] {
  const told: Led[] = [];
  let begin = 0;
  for (const [index, change] of changes.entries()) {
    const before = told[index - 1];
    if (before?.leader !== change.leader) begin = index;
    const isNew = begin > 0 && change.leader !== undefined && change.at - (changes[begin]?.at ?? 0) <= silentMs;
    if (isNew && before !== undefined && before.text !== change.text)
      for (let lagging = begin; lagging < index; lagging += 1)
        told[lagging] = { ...(told[lagging] as Led), text: change.text };
    told.push(change);
  }
  return told;
}
