import { inApiPath } from "../means/in-path.ts";
import { giveWhole, readWhole, type WholeAnswer } from "../means/whole-answer.ts";
import type { Sabotage } from "../sabotage.ts";

/** One read in so many is answered with what was read this long ago, milliseconds. */
const oneIn = 20;
const ageMs = 2_000;

interface Kept extends WholeAnswer {
  readonly at: number;
}

const sabotage: Sabotage = {
  weakness: "An API server answers one quorum read in twenty with what it knew two seconds ago.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  async prepare(ground) {
    const kept = new Map<string, Kept[]>();
    let reads = 0;
    return inApiPath(ground, async ({ asked, answer, forward }) => {
      const url = asked.url ?? "";
      if (asked.method !== "GET" || !/\/configmaps\/written-/.test(url) || url.includes("watch=")) return false;
      const fresh: Kept = { ...(await readWhole(await forward())), at: performance.now() };
      const older = kept.get(url) ?? [];
      kept.set(url, [...older, fresh].slice(-200));
      const stale = ++reads % oneIn === 0 ? older.findLast(({ at }) => at < fresh.at - ageMs) : undefined;
      giveWhole(answer, stale ?? fresh);
      return true;
    });
  },
  expected: {
    verdict: "fail",
    guarantees: {
      "no-stale-reads": /older than told before: .* read as \d+ by fresh-read\//,
      "consistent-history": / read as \d+ by fresh-read\/\S+, .* after \S+ was told \d+/,
    },
  },
};
export default sabotage;
