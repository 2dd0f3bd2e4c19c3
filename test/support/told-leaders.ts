import type { Facts } from "../../src/analysis/facts/facts.ts";
import { factsOf } from "../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Attempt, Fate, Story } from "../../src/stories/story.ts";
import { guaranteeStories } from "./guarantee-stories.ts";

/** The member that leads at first. */
export const oldLeader = "8e9e05c52164694d";
/** The member that leads after it. */
export const nextLeader = "91bc3c398fb3c146";
/** The story in which the leader is killed at 4 s. */
export const leaderKilled = guaranteeStories["leader-within"]?.pass as Story;

/** What is known of that run where its members tell this of their leader and term. */
export function told(fate: (attempt: Attempt) => Fate | undefined): Facts {
  return factsOf(buildTimeline(buildJournal({ ...leaderKilled, fate })));
}

/**
 * What a real etcd tells (3.7, slow disk): the new leader at once, the new term only with its first entry, here 900 ms
 * later.
 */
export const lagging = told(({ at, lane, number }) => {
  if (lane.includes("control-plane2") && at > 4_000) return { outcome: "failed", error: "reset", latencyMs: 3 };
  const leader = at < 5_300 ? (at < 4_900 ? oldLeader : "0") : nextLeader;
  return { revision: at < 6_200 ? 4 : 5, detail: `${leader} ${at > 4_000 && at < 6_200 ? 2_040 : 2_000 + number}` };
});
