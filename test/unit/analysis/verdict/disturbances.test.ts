import { describe, expect, it } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import { maxOutage } from "../../../../src/guarantees/max-outage.ts";
import type { EventOf } from "../../../../src/model/event.ts";
import type { Report } from "../../../../src/model/report.ts";
import markdown from "../../../../src/report/markdown.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { reportAlone } from "../../../support/report-alone.ts";

const fault = {
  id: "held",
  injectingAt: 24_000,
  activeAt: 24_100,
  healingAt: 28_000,
  healedAt: 28_500,
  steadyAt: 30_000,
};
const definitions = await loadGuarantees();

/** A run of a minute that judges one stretch, with something wrong with the prober in the second that ends then. */
function judged(during: string, at: number, wrong: Partial<EventOf<"prober-health">>, limit = "1s"): Report {
  const journal = buildJournal({
    lanes: ["cached-read/api/new"],
    guarantees: [maxOutage({ lanes: "cached-read/api/new", during, limit })],
    durationMs: 60_000,
    fault,
    change: (event) =>
      event.type === "prober-health" && event.at > at - 500 && event.at <= at + 500 ? { ...event, ...wrong } : event,
  });
  return judge(buildTimeline(journal), definitions);
}

const limits: readonly (readonly [string, Partial<EventOf<"prober-health">>, RegExp])[] = [
  ["its self-probe failed", { selfProbeFailures: 2 }, /self-probe failed 2 times/],
  ["attempts were left out", { dropped: 3 }, /3 attempts not made/],
  ["its event loop was late", { loopDelayP99Ms: 290 }, /event loop late by 290 ms/],
];

describe("a prober beyond its limits", () => {
  it.each(limits)("marks the stretch in which %s", (_, wrong, why) => {
    const report = judged("held", 10_000, wrong);
    expect(report.prober.disturbances).toHaveLength(1);
    const [{ from, to, reason } = { from: 0, to: 0, reason: "" }] = report.prober.disturbances;
    expect(from).toBeLessThan(10_000);
    expect(to).toBeGreaterThan(9_400);
    expect(to - from).toBeLessThanOrEqual(1_001);
    expect(reason).toMatch(why);
    expect(markdown.render(reportAlone(report))).toMatch(why);
  });

  it.each(limits)("makes the verdict inconclusive when %s in a judged stretch, and in no other", (_, wrong) => {
    expect(judged("held", 10_000, wrong).outcome).toBe("pass");
    expect(judged("held", 26_000, wrong).outcome).toBe("inconclusive");
    expect(judged("whole-run", 10_000, wrong).outcome).toBe("inconclusive");
  });

  it("counts until the last attempts of a judged stretch have ended, and again no longer", () => {
    // The lane's deadline is 10 s, the stretch ends at 30 s.
    expect(judged("held", 38_000, { selfProbeFailures: 1 }).outcome).toBe("inconclusive");
    expect(judged("held", 45_000, { selfProbeFailures: 1 }).outcome).toBe("pass");
  });

  it("does not hold a broken limit of time against the cluster", () => {
    const report = judged("held", 26_000, { selfProbeFailures: 1 }, "10ms");
    expect(report.verdicts.map(({ outcome }) => outcome)).toEqual(["inconclusive"]);
  });

  it("says nothing where there is nothing to say", () => {
    const report = judged("held", -5_000, {});
    expect(report.prober.disturbances).toEqual([]);
    expect(markdown.render(reportAlone(report))).not.toContain("beyond its limits");
  });
});
