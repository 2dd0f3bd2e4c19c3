import { expect, test } from "vitest";
import { lateHeals } from "../../../../src/analysis/verdict/late-heals.ts";
import type { EventOf, JournalEvent } from "../../../../src/model/event.ts";
import type { Judgement } from "../../../../src/model/guarantee.ts";
import type { FaultRecord } from "../../../../src/model/timeline.ts";

const frozen: FaultRecord = {
  id: "frozen",
  fault: "node-pause",
  description: "",
  target: "",
  nodes: ["lb"],
  sustained: true,
  injectingAt: 10_000,
  healingAt: 20_000,
  healedAt: 80_000,
  healed: { proven: false, detail: "healed late, after 60 s of 30 s" },
};
const again: EventOf<"escalation"> = { type: "escalation", at: 50_000, id: "frozen", stage: "again", detail: "" };

type Plan = EventOf<"run-start">["plan"];

function facts(fault: FaultRecord, events: readonly JournalEvent[], plan?: Plan) {
  const eventsOf = <T extends JournalEvent["type"]>(type: T) =>
    events.filter((event) => event.type === type) as EventOf<T>[];
  return { faults: [fault], eventsOf, start: { plan } as EventOf<"run-start"> };
}

/** An outage of 6 s at least over a limit of 5 s that began then, known to 100 ms. */
function brokenFrom(from: number, atLeast = 6_000): Judgement {
  const measuredMs = [atLeast, atLeast + 100] as const;
  return { outcome: "fail", summary: "", marks: [{ from, text: "" }], limitMs: 5_000, measuredMs };
}

const during = { name: "frozen", from: 10_000, to: 90_000 };

test("an outage that is over its limit only because the harness did not get rid of the fault is in doubt", () => {
  expect(lateHeals(brokenFrom(15_000), during, facts(frozen, [again]))).toEqual([
    "frozen lasted longer than planned: healed late, after 60 s of 30 s",
  ]);
});

test("an outage that was over its limit before the heal began is the cluster's", () => {
  expect(lateHeals(brokenFrom(14_900), during, facts(frozen, [again]))).toEqual([]);
  expect(lateHeals(brokenFrom(14_901), during, facts(frozen, [again]))).toHaveLength(1);
});

test("where no limit says when it was broken, or nothing marks it, it is in doubt", () => {
  const { limitMs: _, ...unlimited } = brokenFrom(10_000);
  expect(lateHeals(unlimited, during, facts(frozen, [again]))).toHaveLength(1);
  expect(lateHeals({ ...brokenFrom(10_000), marks: [] }, during, facts(frozen, [again]))).toHaveLength(1);
});

test("without a limit, what was over before the heal began is the cluster's", () => {
  const failures = (to: number): Judgement => ({
    outcome: "fail",
    summary: "",
    marks: [{ from: 13_000, to, text: "" }],
  });
  expect(lateHeals(failures(20_000), during, facts(frozen, [again]))).toEqual([]);
  expect(lateHeals(failures(20_001), during, facts(frozen, [again]))).toHaveLength(1);
});

test("a fault that ended by its own undo, or that nobody holds, gives no doubt", () => {
  expect(lateHeals(brokenFrom(15_000), during, facts({ ...frozen, healedAt: 21_000 }, []))).toEqual([]);
  expect(lateHeals(brokenFrom(15_000), during, facts({ ...frozen, sustained: false }, [again]))).toEqual([]);
  expect(
    lateHeals(brokenFrom(15_000), during, facts({ ...frozen, healedAt: 21_000 }, [{ ...again, id: "other" }])),
  ).toEqual([]);
});

test("a stretch that ends before the heal began, or begins when it was over, is not touched", () => {
  const held = { name: "frozen:held", from: 10_000, to: 20_000 };
  const later = { name: "kill", from: 80_000, to: 99_000 };
  expect(lateHeals(brokenFrom(15_000), held, facts(frozen, [again]))).toEqual([]);
  expect(lateHeals(brokenFrom(85_000), later, facts(frozen, [again]))).toEqual([]);
});

test("a fault that was never seen to be gone is in doubt to the end", () => {
  const { healedAt: _, healed: __, ...open } = frozen;
  expect(lateHeals(brokenFrom(15_000), during, facts(open, [again]))).toEqual([
    "frozen lasted longer than planned: it was not seen to be gone",
  ]);
});

test("an outage that is over its limit even without the time that the heal was late is the cluster's", () => {
  expect(lateHeals(brokenFrom(15_000, 65_001), during, facts(frozen, [again]))).toEqual([]);
  expect(lateHeals(brokenFrom(15_000, 65_000), during, facts(frozen, [again]))).toHaveLength(1);
});

test("an undo that takes longer than ten seconds is late too, and one that does not is not", () => {
  expect(lateHeals(brokenFrom(19_000), during, facts({ ...frozen, healedAt: 30_001 }, []))).toHaveLength(1);
  expect(lateHeals(brokenFrom(19_000), during, facts({ ...frozen, healedAt: 30_000 }, []))).toEqual([]);
});

test("what the cluster takes after the undo's own commands is its own, however long", () => {
  const slow = { ...frozen, undoneAt: 20_400, healedAt: 45_000 };
  expect(lateHeals(brokenFrom(19_000), during, facts(slow, []))).toEqual([]);
  expect(lateHeals(brokenFrom(19_000), during, facts(slow, [again]))).toHaveLength(1);
  const late = { ...slow, undoneAt: 45_000, healedAt: 46_000 };
  expect(lateHeals(brokenFrom(19_000), during, facts(late, []))).toHaveLength(1);
  // Without the 25 s of the undo the limit of 5 s is broken all the same.
  expect(lateHeals(brokenFrom(19_000, 30_001), during, facts(late, []))).toEqual([]);
});

test("a fault that was held for longer than planned is late, but for the work that belongs to it", () => {
  const held = { ...frozen, activeAt: 10_000, healingAt: 40_000, healedAt: 40_100 };
  const step = { do: "inject" as const, id: "frozen", fault: "node-pause", sustained: true, forMs: 6_000, while: [] };
  const work = { do: "perform" as const, id: "work", procedure: "scale" };
  expect(lateHeals(brokenFrom(12_000), during, facts(held, [], [step]))).toHaveLength(1);
  expect(lateHeals(brokenFrom(10_500), during, facts(held, [], [step]))).toEqual([]);
  expect(lateHeals(brokenFrom(12_000), during, facts(held, [], [{ ...step, forMs: 20_000 }]))).toEqual([]);
  expect(lateHeals(brokenFrom(12_000), during, facts(held, [], [{ ...step, while: [work] } as never]))).toEqual([]);
  expect(lateHeals(brokenFrom(12_000), during, facts(held, []))).toEqual([]);
});
