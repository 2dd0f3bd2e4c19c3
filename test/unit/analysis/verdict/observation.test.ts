import { describe, expect, test } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import { availabilityAt } from "../../../../src/guarantees/availability-at.ts";
import { maxDegradation } from "../../../../src/guarantees/max-degradation.ts";
import { maxOutage } from "../../../../src/guarantees/max-outage.ts";
import { noFailures } from "../../../../src/guarantees/no-failures.ts";
import { noLostWrites } from "../../../../src/guarantees/no-lost-writes.ts";
import { noOutage } from "../../../../src/guarantees/no-outage.ts";
import { watchComplete } from "../../../../src/guarantees/watch-complete.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import type { Journal } from "../../../../src/model/journal.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { between, refused } from "../../../../src/stories/fates.ts";
import { watched } from "../../../../src/stories/simulated-watch.ts";
import type { Story } from "../../../../src/stories/story.ts";

const definitions = await loadGuarantees();
const lanes = "*/api/new";
const of = { lanes, during: "held" };
const perAttempt = [
  noFailures(of),
  availabilityAt({ ...of, within: "1s", share: 0.95 }),
  maxDegradation({ ...of, limit: "10s" }),
];

/** A fault that is held for 200 s of a run of 10 min. */
const longFault = {
  id: "held",
  injectingAt: 100_000,
  activeAt: 100_100,
  healingAt: 300_000,
  healedAt: 300_500,
  steadyAt: 302_000,
};
const longRun: Story = {
  lanes: ["quorum-read/api/new", "write/api/new"],
  guarantees: perAttempt,
  durationMs: 600_000,
  fault: longFault,
  fate: between(100_000, 111_000, refused),
};

const shortRun: Story = {
  lanes: ["quorum-read/api/new", "write/api/new"],
  guarantees: [...perAttempt, maxOutage({ ...of, limit: "2s" }), noOutage(of)],
  fault: { id: "held", injectingAt: 4_000, activeAt: 4_100, healingAt: 8_000, healedAt: 8_500, steadyAt: 10_000 },
};

const judged = (journal: Journal) => judge(buildTimeline(journal), definitions);
const outcomes = (journal: Journal) => judged(journal).verdicts.map(({ outcome }) => outcome);
const all = (outcome: string, { guarantees }: Story) => guarantees.map(() => outcome);

function without(journal: Journal, from: number, to: number, lane?: number): Journal {
  const gone = (sample: Journal["samples"][number]) =>
    sample.started >= from && sample.started < to && (lane === undefined || sample.lane === lane);
  return { ...journal, samples: journal.samples.filter((sample) => !gone(sample)) };
}

function withEvents(journal: Journal, change: (event: JournalEvent) => JournalEvent[]): Journal {
  return { ...journal, events: journal.events.flatMap(change) };
}

describe("everything refused for the first 11 s of a fault of 200 s", () => {
  const journal = buildJournal(longRun);

  test("breaks every promise", () => {
    expect(outcomes(journal)).toEqual(["fail", "fail", "fail"]);
  });

  test("is inconclusive without the rows of that time, and the reason names lane and time", () => {
    const report = judged(without(journal, 100_000, 111_000));
    expect(report.verdicts.map(({ outcome }) => outcome)).toEqual(all("inconclusive", longRun));
    for (const { summary } of report.verdicts)
      expect(summary).toMatch(/quorum-read\/api\/new from 1 min 40 s to 1 min 51 s: 110 attempts missing/);
    expect(report.unobserved).toHaveLength(2);
    expect(report.unobserved[0]).toEqual({
      lane: "quorum-read/api/new",
      from: 100_000,
      to: 111_000,
      reason: "110 attempts missing",
    });
  });

  test("is inconclusive too with one reading that tells of it", () => {
    const stalled = withEvents(without(journal, 100_000, 111_000), (event) => {
      if (event.type !== "prober-health" || event.at < 100_000 || event.at > 111_000) return [event];
      return event.at < 110_000 ? [] : [{ ...event, loopDelayMaxMs: 11_000, loopDelayP99Ms: 11_000, lateStarts: 220 }];
    });
    expect(outcomes(stalled)).toEqual(all("inconclusive", longRun));
  });
});

describe("a run in which nothing goes wrong passes, and not", () => {
  const journal = buildJournal(shortRun);

  test("when nothing is taken away", () => {
    expect(judged(journal)).toMatchObject({ outcome: "pass", unobserved: [] });
  });

  test.each([
    ["at the beginning of the fault", 3_900, 6_500],
    ["in its middle", 5_000, 7_500],
    ["at its end", 8_000, 11_000],
    ["from its middle to the end of the run", 6_000, Number.POSITIVE_INFINITY],
    ["all the time", 0, Number.POSITIVE_INFINITY],
  ])("when all lanes are silent %s", (_, from, to) => {
    expect(outcomes(without(journal, from, to))).toEqual(all("inconclusive", shortRun));
    const one = outcomes(without(journal, from, to, 1));
    expect(one).toEqual(all("inconclusive", shortRun));
  });

  test("when one attempt is missing of which it could have been the one that broke a promise", () => {
    const report = judged({
      ...journal,
      samples: journal.samples.filter(({ lane, number }) => lane !== 0 || number !== 60),
    });
    expect(report.verdicts.map(({ outcome }) => outcome)).toEqual([
      ...all("inconclusive", { ...shortRun, guarantees: perAttempt }),
      "pass",
      "pass",
    ]);
    expect(report.unobserved).toMatchObject([{ lane: "quorum-read/api/new", reason: "1 attempt missing" }]);
  });

  test("when a lane is not there, with its rows, though it was planned", () => {
    const removed = (alsoOfPlan: boolean) =>
      withEvents(without(journal, 0, Number.POSITIVE_INFINITY, 1), (event) =>
        event.type === "lanes" && alsoOfPlan ? [{ ...event, lanes: event.lanes.slice(0, 1) }] : [event],
      );
    expect(outcomes(removed(false))).toEqual(all("inconclusive", shortRun));
    expect(outcomes(removed(true))).toEqual(all("inconclusive", shortRun));
    expect(judged(removed(true)).verdicts[0]?.summary).toMatch(/write\/api\/new .*planned and is not there/);
  });

  test.each([
    ["silent", (event: JournalEvent) => (event.at > 2_000 && event.at < 11_000 ? [] : [event])],
    ["stuck", (event: JournalEvent) => [{ ...event, loopDelayMaxMs: 14 } as JournalEvent]],
    ["stuck in time", (event: JournalEvent) => [{ ...event, at: Math.min(event.at, 3_000) }]],
  ])("when its instrument was %s", (_, change) => {
    const changed = withEvents(journal, (event) => (event.type === "prober-health" ? change(event) : [event]));
    expect(outcomes(changed)).toEqual(all("inconclusive", shortRun));
    expect(judged(changed).unobserved).toMatchObject([{ lane: null, reason: expect.stringMatching(/^the prober/) }]);
  });

  test.each(["probing-begin", "probing-end"])("when nothing says with a %s how long it should be probed", (type) => {
    const late = withEvents(journal, (event) => [event.at > 0 ? { ...event, at: event.at + 5_000 } : event]);
    const shifted = { ...late, samples: journal.samples.map((sample) => ({ ...sample, ...later(sample, 5_000) })) };
    const begun = withEvents(shifted, (event) =>
      event.type === "probing-begin" ? [{ ...event, leadMs: 5_000 }] : [event],
    );
    expect(outcomes(begun)).toEqual(all("pass", shortRun));
    const cut = withEvents(begun, (event) => (event.type === type ? [] : [event]));
    const ended = withEvents(cut, (event) =>
      event.type === "run-end" ? [{ ...event, at: event.at + 9_000 }] : [event],
    );
    const whole = ended.events.map((event) =>
      event.type === "run-start" ? { ...event, guarantees: [noFailures({ lanes, during: "whole-run" })] } : event,
    );
    expect(outcomes({ ...ended, events: whole })).toEqual(["inconclusive"]);
  });

  test("also when what is missing lies elsewhere", () => {
    expect(outcomes(without(journal, 10_500, 11_500))).toEqual(all("pass", shortRun));
  });
});

test("an outage is not proven over a time that nobody looked at", () => {
  const limit = maxOutage({ lanes, during: "held", limit: "3s" });
  const out = (from: number, to: number) =>
    buildJournal({
      ...shortRun,
      guarantees: [limit, noOutage({ ...of, limit: "3s" })],
      fate: between(from, to, refused),
    });
  expect(outcomes(out(4_000, 9_500))).toEqual(["fail", "fail"]);
  // Two attempts that failed with nothing between them show two moments.
  expect(outcomes(without(out(4_000, 9_500), 4_150, 9_350))).toEqual(["inconclusive", "inconclusive"]);
  // What was seen on one side of the hole stays broken.
  expect(outcomes(without(out(4_000, 9_500), 4_500, 5_500))).toEqual(["fail", "fail"]);
});

function later({ scheduled, started, ended }: Journal["samples"][number], byMs: number) {
  return { scheduled: scheduled + byMs, started: started + byMs, ended: ended + byMs };
}

test("a write that is missing keeps what is told of all writes from passing", () => {
  const story = watched(watchComplete(), {});
  const journal = buildJournal({ ...story, guarantees: [watchComplete(), noLostWrites()] });
  expect(outcomes(journal)[0]).toBe("pass");
  expect(outcomes(without(journal, 5_000, 5_200))[0]).toBe("inconclusive");
});
