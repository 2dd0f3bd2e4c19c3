import { describe, expect, it } from "vitest";
import { factsOf } from "../../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../../src/analysis/timeline/timeline.ts";
import { readingsOf } from "../../../../../src/analysis/verdict/machine/judged-time.ts";
import { stolenLine } from "../../../../../src/analysis/verdict/machine/stolen-line.ts";
import { buildJournal } from "../../../../../src/stories/build-journal.ts";

/** The line of a run of two minutes whose host took this in the second that ends then. */
function line(stolen: (second: number) => number | undefined): string {
  const journal = buildJournal({
    lanes: ["write/api/new"],
    guarantees: [],
    durationMs: 120_000,
    change: (event) =>
      event.type === "prober-health" ? { ...event, stolenShare: stolen(Math.round(event.at / 1_000)) } : event,
  });
  return stolenLine(readingsOf(factsOf(buildTimeline(journal))));
}

describe("the line on what the host took", () => {
  it("says how much and when", () => {
    expect(line((second) => (second > 31 && second <= 44 ? 0.28 : 0.01))).toBe(
      "the host took 28 % of this machine's CPU from 31 s to 44 s",
    );
  });

  it("joins what a second or two parts, and names the worst stretches first", () => {
    const taken = (second: number) => {
      if (second > 10 && second <= 20) return second === 15 ? 0.02 : 0.2;
      return second > 60 && second <= 90 ? 0.3 : 0;
    };
    expect(line(taken)).toBe(
      "the host took 30 % of this machine's CPU from 60 s to 90 s, 18 % of this machine's CPU from 10 s to 20 s",
    );
  });

  it("says how little it was, or that nobody measured it", () => {
    expect(line(() => 0.012)).toBe("the host took 1.2 % of this machine's CPU");
    expect(line(() => undefined)).toBe("what the host took of this machine's CPU was not measured");
  });
});
