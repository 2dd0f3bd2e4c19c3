import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { mostOperations } from "../../../src/analysis/history/history.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import definition, { consistentHistory } from "../../../src/guarantees/consistent-history.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { journalOfRun } from "../../support/history/journal-of-run.ts";
import { type SimulatedRun, simulateRun } from "../../support/history/simulated-run.ts";

const sketch = { seed: 7, attempts: 60, slowestMs: 90, lost: 0.1, refused: 0.05, cuts: 2, objects: 3 };
const journal = () => journalOfRun(simulateRun(sketch), [consistentHistory()]);
const judged = (changed = journal()) => definition.judge({}, factsOf(buildTimeline(changed)));

test("a history without contradiction passes, and says what became of answers that were lost", () => {
  const { outcome, summary } = judged();
  expect(outcome).toBe("pass");
  expect(summary).toMatch(
    /^\d+ operations held against .* no contradiction; \d+ writes without an answer: \d+ applied/,
  );
});

test("a history of more operations than are checked is inconclusive, and says so", () => {
  const facts = factsOf(buildTimeline(journal()));
  const [first, ...others] = facts.tracks;
  if (first === undefined) throw new Error("no lane");
  const endless = { ...facts, tracks: [{ ...first, all: new Array(mostOperations + 1) }, ...others] };
  const { outcome, summary } = definition.judge({}, endless);
  expect([outcome, summary]).toEqual([
    "inconclusive",
    expect.stringMatching(/more than 5,000,000 operations, .*time and memory/),
  ]);
});

test("what was not read back everywhere, and a journal that is damaged, make no pass", () => {
  const whole = journal();
  const unread = whole.events.filter(
    (event) => event.type !== "written-objects" || event.apiServer !== "control-plane2",
  );
  expect(judged({ ...whole, events: unread })).toMatchObject({
    outcome: "inconclusive",
    summary: "not read back through control-plane2",
  });
  expect(judged({ ...whole, damaged: 1 })).toMatchObject({
    outcome: "inconclusive",
    summary: "the journal is damaged",
  });
});

test("a cluster that is not ours is read back through its one server", () => {
  const whole = journal();
  const server = { url: "https://x", context: "x", kubernetes: "v1.37.2", identity: "token", writes: "probe" };
  const events = whole.events.flatMap((event): JournalEvent[] => {
    if (event.type === "cluster") return [{ type: "server", at: event.at, server }];
    if (event.type !== "written-objects") return [event];
    return event.apiServer === "control-plane" ? [{ ...event, apiServer: "server" }] : [];
  });
  expect(judged({ ...whole, events })).toMatchObject({ outcome: "pass" });
});

test("a gap in a stream of which rows are missing is no fail", () => {
  const whole = journal();
  const without = (event: JournalEvent): JournalEvent => {
    if (event.type !== "watch" || event.arrivals.length < 3) return event;
    return { ...event, arrivals: event.arrivals.filter(([, letter], index) => letter !== "e" || index !== 1) };
  };
  const events = whole.events.map(without);
  const { outcome, summary } = judged({ ...whole, events });
  expect([outcome, summary]).toEqual([
    "inconclusive",
    expect.stringMatching(/not in the journal as a whole.* which may explain: watch/),
  ]);
});

test("a run whose store was restored is judged before and after that, each by itself", () => {
  const fault = { id: "loss", injectingAt: 6_600, activeAt: 6_700, healingAt: 8_000, healedAt: 9_900 };
  // Both name their writes alike, so that the first refuses none.
  const [before, after] = [simulateRun({ ...sketch, refused: 0 }), simulateRun({ ...sketch, seed: 8 })];
  // The store that comes after the restore knows nothing of the one before: it counts its revisions anew.
  const run = followedBy(before, after, 10_000);
  const of = (kind: string) => {
    const whole = journalOfRun(run, [consistentHistory()], fault);
    const asKind = (event: JournalEvent) => (event.type === "fault-intent" ? { ...event, fault: kind } : event);
    return judged({ ...whole, events: whole.events.map(asKind) });
  };
  expect(of("etcd-data-loss")).toMatchObject({ outcome: "pass" });
  expect(of("process-kill").outcome).toBe("fail");
});

/** A run and, so many milliseconds after its begin, another; in between no attempt succeeds. */
function followedBy(one: SimulatedRun, other: SimulatedRun, afterMs: number): SimulatedRun {
  const numbers = afterMs / (one.lanes[0]?.periodMs ?? 1);
  const shift = (ms: number) => ms + afterMs;
  const later = other.samples.map((sample) => ({
    ...sample,
    number: (sample.number ?? 0) + numbers,
    scheduled: shift(sample.scheduled),
    started: shift(sample.started),
    ended: shift(sample.ended),
  }));
  const between = one.lanes.flatMap(({ index, periodMs }) =>
    Array.from({ length: numbers - sketch.attempts }, (_, n): Sample => {
      const at = (sketch.attempts + n) * periodMs;
      const failed = { outcome: "failed", error: "refused", connection: index } as const;
      return { lane: index, number: sketch.attempts + n, scheduled: at, started: at, ended: at + 1, ...failed };
    }),
  );
  return {
    ...other,
    samples: [...one.samples, ...between, ...later],
    watches: one.watches.map(({ lane, arrivals }, index) => ({
      lane,
      arrivals: [
        ...arrivals.slice(0, -1),
        ...(other.watches[index]?.arrivals ?? []).map((arrival) => ({ ...arrival, at: shift(arrival.at) })),
      ],
    })),
    readBacks: other.readBacks.map((readBack) => ({ ...readBack, at: shift(readBack.at) })),
    durationMs: afterMs + other.durationMs,
  };
}

test("a pass says of what there was nothing, in the run and in each fault", () => {
  const fault = { id: "kill", injectingAt: 2_000, activeAt: 2_010, healingAt: 2_300, healedAt: 2_310, steadyAt: 2_400 };
  const run = simulateRun({ ...sketch, refused: 0 });
  const deleting = run.lanes.findIndex(({ operation }) => operation === "create-and-delete");
  const quiet = (sample: Sample): Sample =>
    sample.lane !== deleting || sample.ended < 1_900 || sample.started > 2_500
      ? sample
      : { ...sample, outcome: "failed", error: "refused", status: undefined };
  const whole = journalOfRun({ ...run, samples: run.samples.map(quiet) }, [consistentHistory()], fault);
  const { outcome, summary } = judged(whole);
  expect(outcome).toBe("pass");
  expect(summary).toMatch(
    /not exercised: there was no refused write(?:, no [a-z ]+)*; in kill there was .*no deletion/,
  );
});

test("a fault in which nothing was told that could be held against a change is not shown to be harmless", () => {
  const fault = { id: "kill", injectingAt: 2_000, activeAt: 2_010, healingAt: 2_300, healedAt: 2_310, steadyAt: 2_400 };
  const run = simulateRun({ ...sketch, lost: 0, refused: 0, slowestMs: 20 });
  const writing = run.lanes.filter(({ operation }) => operation === "write").map(({ index }) => index);
  const quiet = (sample: Sample): Sample => {
    if (sample.started < 1_950 || sample.started > 2_450) return sample;
    const outcome = writing.includes(sample.lane) ? "unknown" : "failed";
    return { ...sample, outcome, error: "hang", status: undefined, revision: undefined };
  };
  const whole = journalOfRun({ ...run, samples: run.samples.map(quiet), watches: [] }, [consistentHistory()], fault);
  expect(judged(whole)).toMatchObject({
    outcome: "inconclusive",
    summary: expect.stringMatching(/^\d+ operations held .*, but none of them in kill$/),
  });
});
