import { compareRuns } from "../../src/comparison/compare.ts";
import type { ComparedRun } from "../../src/comparison/compared-run.ts";
import { gatherRuns } from "../../src/comparison/gather.ts";
import { deriveSeed } from "../../src/model/random.ts";
import type { Answer } from "../../src/statistics/effect.ts";
import { looksOf } from "../../src/statistics/looks.ts";
import { comparedRun, elections } from "./compared-runs.ts";

/** A comparison that is simulated: how many primary guarantees, how many of them slower, how many runs of each. */
export interface Campaign {
  readonly planned: number;
  readonly primary: number;
  /** How many of the primary guarantees are slower in the second group, and by how much. */
  readonly slowed: number;
  readonly slower: number;
  readonly widthMs: number;
}

/**
 * What one simulated comparison comes to, looks included: it ends at the first look at which the answer is told, as a
 * campaign does. Every guarantee of every run is an election of its own.
 */
export function simulatedAnswer(seed: number, { planned, primary, slowed, slower, widthMs }: Campaign): Answer {
  const sides = ["a", "b"].map((side) =>
    runsOf(
      Array.from({ length: primary }, (_, index) =>
        elections({
          seed: deriveSeed(seed, `${side}${index}`),
          widthMs,
          slower: side === "b" && index < slowed ? slower : 1,
        }),
      ),
      planned,
    ),
  );
  for (const look of looksOf(planned)) {
    const [a, b] = sides.map((runs, side) => gatherRuns(`${side}`, runs.slice(0, look)));
    if (a === undefined || b === undefined) break;
    const { answer } = compareRuns(a, b, { planned });
    if (answer !== "cannot-tell") return answer;
  }
  return "cannot-tell";
}

function runsOf(sources: readonly Iterator<[number, number]>[], count: number): ComparedRun[] {
  return Array.from({ length: count }, (_, day) =>
    comparedRun(
      sources.map((source, index) => ({ id: `g${index}`, ms: source.next().value })),
      day,
    ),
  );
}
