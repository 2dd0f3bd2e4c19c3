import { describe, expect, it } from "vitest";
import { factsOf } from "../../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../../src/analysis/timeline/timeline.ts";
import { onTime } from "../../../../../src/analysis/verdict/machine/on-time.ts";
import { maxOutage } from "../../../../../src/guarantees/max-outage.ts";
import { loadGuarantees } from "../../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../../src/stories/build-journal.ts";

const fault = {
  id: "held",
  injectingAt: 20_000,
  activeAt: 20_100,
  healingAt: 24_000,
  healedAt: 24_500,
  steadyAt: 26_000,
};
const definitions = await loadGuarantees();

/** Two hours of one lane whose attempts that were due from one moment to another began so late. */
function judged(during: string, from: number, to: number, lateMs: number) {
  const guarantee = maxOutage({ lanes: "write/api/new", during, limit: "5s" });
  const journal = buildJournal({
    lanes: ["write/api/new"],
    guarantees: [guarantee],
    durationMs: 7_200_000,
    fault,
    hz: 5,
  });
  const samples = [...journal.samples].map((sample) =>
    sample.scheduled >= from && sample.scheduled < to
      ? { ...sample, started: sample.started + lateMs, ended: sample.ended + lateMs }
      : sample,
  );
  const facts = factsOf(buildTimeline({ ...journal, samples }));
  const scope = definitions.get("max-outage")?.scope(guarantee.params);
  return onTime(facts, scope === undefined ? [] : [scope]);
}

describe("attempts that start late", () => {
  it("spoil two hours by their worst ten seconds, though they are one in a thousand", () => {
    const assumption = judged("whole-run", 5_000_000, 5_008_000, 60);
    expect(assumption.outcome).toBe("inconclusive");
    expect(assumption.summary).toMatch(/^whole-run: \d+ % of the attempts in its worst 10 s were later$/);
  });

  it("spoil the judged stretch alone", () => {
    expect(judged("held", 21_000, 22_000, 60).summary).toMatch(/^held: p50 \S+ ms, p99 6\d(\.\d)? ms/);
    expect(judged("held", 5_000_000, 5_008_000, 60).outcome).toBe("pass");
  });

  it("spoil nothing where they are few, as a hiccup of the machine has them", () => {
    expect(judged("whole-run", 5_000_000, 5_000_300, 60).outcome).toBe("pass");
  });
});
