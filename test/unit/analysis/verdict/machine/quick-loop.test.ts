import { describe, expect, it } from "vitest";
import { factsOf } from "../../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../../src/analysis/timeline/timeline.ts";
import { quickLoop } from "../../../../../src/analysis/verdict/machine/quick-loop.ts";
import { buildJournal } from "../../../../../src/stories/build-journal.ts";

/** Two hours in which the probes' event loop was late by this in each second. */
function judged(delayOf: (second: number) => number) {
  const journal = buildJournal({
    lanes: ["write/api/new"],
    guarantees: [],
    durationMs: 7_200_000,
    hz: 1,
    change: (event) =>
      event.type === "prober-health" ? { ...event, loopDelayP99Ms: delayOf(Math.floor(event.at / 1_000)) } : event,
  });
  return quickLoop(factsOf(buildTimeline(journal)), []);
}

describe("an event loop that is late", () => {
  it("spoils two hours by its worst ten seconds, though 99 % of all were quick", () => {
    expect(judged((second) => (second >= 3_000 && second < 3_010 ? 80 : 2))).toMatchObject({
      outcome: "inconclusive",
      summary: "whole-run: 80 ms in its worst 10 s",
    });
    expect(judged((second) => (second === 3_000 ? 11_000 : 2)).outcome).toBe("inconclusive");
  });

  it("spoils nothing by single seconds far apart", () => {
    expect(judged((second) => (second % 600 === 0 ? 120 : 2)).outcome).toBe("pass");
  });
});
