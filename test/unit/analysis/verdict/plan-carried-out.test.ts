import { describe, expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import { planCarriedOut, unrealFault } from "../../../../src/analysis/verdict/plan-carried-out.ts";
import { outageUntilHealed } from "../../../../src/guarantees/outage-until-healed.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import type { PlanStep } from "../../../../src/model/run-plan.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";

const evidence = { proven: true, detail: "seen" };
const target = { description: "", target: "the etcd leader", nodes: ["control-plane"] };
const plan: PlanStep[] = [
  { do: "perform", id: "snapshot", procedure: "etcd-snapshot" },
  { do: "hold", reason: "calm", forMs: 1_000 },
  {
    do: "inject",
    id: "down",
    fault: "component-stop",
    sustained: true,
    forMs: 2_000,
    while: [{ id: "scale", procedure: "scale-deployment" }],
  },
  { do: "recover", withinMs: 60_000 },
  { do: "inject", id: "kill", fault: "process-kill", sustained: false, forMs: 0, while: [] },
  { do: "recover", withinMs: 60_000 },
];
const fault = { ...target, inject: [], undo: [] };
const steady = { type: "steady-state" as const, ok: true, checks: [{ name: "nodes", ok: true, detail: "6 Ready" }] };
const whole: JournalEvent[] = [
  { type: "procedure", at: 100, id: "snapshot", procedure: "etcd-snapshot", ...target, actions: [] },
  { type: "procedure-done", at: 200, id: "snapshot", evidence },
  { type: "phase", at: 300, name: "hold: calm", edge: "begin" },
  { type: "phase", at: 1_299.7, name: "hold: calm", edge: "end" },
  { type: "fault-intent", at: 1_300, id: "down", fault: "component-stop", sustained: true, ...fault },
  { type: "fault-injecting", at: 1_301, id: "down" },
  { type: "fault-active", at: 1_400, id: "down", evidence },
  { type: "procedure", at: 1_500, id: "scale", procedure: "scale-deployment", ...target, actions: [] },
  { type: "procedure-done", at: 1_600, id: "scale", evidence },
  { type: "fault-active", at: 3_500, id: "down", evidence },
  { type: "fault-healing", at: 3_501, id: "down" },
  { type: "fault-healed", at: 3_600, id: "down", evidence },
  { ...steady, at: 5_000, when: "after", faultId: "down" },
  { type: "fault-intent", at: 5_100, id: "kill", fault: "process-kill", sustained: false, ...fault },
  { type: "fault-injecting", at: 5_101, id: "kill" },
  { type: "fault-active", at: 5_200, id: "kill", evidence },
  { type: "fault-healed", at: 5_300, id: "kill", evidence },
  { ...steady, at: 7_000, when: "after", faultId: "kill" },
  { ...steady, at: 8_000, when: "end" },
];

/** What is said of a run of that plan in which this happened. */
function judged(events: readonly JournalEvent[], planned: PlanStep[] | undefined = plan, ids = ["one"]) {
  const { events: ordinary } = buildJournal({ lanes: ["write/api/new"], guarantees: [] });
  const [start, before] = [ordinary[0] as Extract<JournalEvent, { type: "run-start" }>, { ...steady, at: 0 }];
  const guarantees = ids.map((id) => ({ id, guarantee: "one-leader", params: {} }));
  const head = { ...start, plan: planned, guarantees };
  const journal = { events: [head, { ...before, when: "before" as const }, ...events], samples: [] };
  return planCarriedOut(factsOf(buildTimeline({ ...journal, damaged: 0, damage: [], torn: false })));
}

/** The run with the event of this index replaced. */
function replaced(index: number, ...by: readonly object[]): JournalEvent[] {
  return whole.toSpliced(index, 1, ...(by as JournalEvent[]));
}

test("a run that did all that was planned, in its order, is what was planned", () => {
  expect(judged(whole)).toMatchObject({ outcome: "pass", summary: "6 steps and the last steady state" });
});

describe.each(whole.map((event, index) => [index, event.type, event] as const))(
  "event %i, %s",
  (index, type, event) => {
    test("is missed where it is not there", () => {
      expect(judged(replaced(index))).toMatchObject({
        outcome: "inconclusive",
        summary: expect.stringMatching(/step|steady/),
      });
    });

    test.runIf("evidence" in event)("must be a proof", () => {
      const unproven = { ...event, evidence: { proven: false, detail: "it looks otherwise" } };
      expect(judged(replaced(index, unproven)).summary).toMatch(
        /^step \d of 6 \(.*\): no proof .*: it looks otherwise$/,
      );
    });

    test.runIf("ok" in event)("must hold", () => {
      expect(judged(replaced(index, { ...event, ok: false })).outcome).toBe("inconclusive");
    });

    test.runIf("id" in event && type !== "fault-active")("stands there once", () => {
      expect(judged(replaced(index, event, event)).summary).toMatch(/stands 2 times/);
    });

    test("has its place in the order", () => {
      const moved = (by: number) => judged(whole.with(index, { ...event, at: event.at + by })).outcome;
      // Before all else, and after all else.
      expect([moved(-event.at - 1), moved(20_000)]).toEqual(
        type === "steady-state" && "when" in event && event.when === "end"
          ? ["inconclusive", "pass"]
          : ["inconclusive", "inconclusive"],
      );
    });
  },
);

test.each<[RegExp, JournalEvent[]]>([
  [
    /"other", which is no step of the plan/,
    [...whole, { type: "escalation", at: 7_500, id: "other", stage: "again", detail: "once more" }],
  ],
  [/"other", which is no step of the plan/, [...whole, { type: "fault-healed", at: 7_500, id: "other", evidence }]],
  [/"hold: more", which is no/, [...whole, { type: "phase", at: 7_500, name: "hold: more", edge: "begin" }]],
  [/down was held|held for 600 ms of 2 s/, replaced(9, { ...whole[9], at: 2_000 })],
  [/it was held for 100 ms of 1 s/, replaced(3, { ...whole[3], at: 400 })],
  [/was proven active before it was injected/, replaced(6, { ...whole[6], at: 1_300.5 })],
  [/healing began before it was last proven active/, replaced(9, { ...whole[9], at: 3_550 })],
  [/looked at before down was over/, [...whole, { ...steady, at: 2_000, when: "after", faultId: "down" }]],
  [/did not come back/, [...whole, { ...steady, ok: false, at: 5_050, when: "after", faultId: "down" }]],
  [/asked for/, replaced(4, { ...whole[4], fault: "node-pause" })],
  [/the last steady state was looked at before/, replaced(18, { ...whole[18], at: 6_000 })],
])("a run is not what was planned: %s", (words, events) => {
  expect(judged(events)).toMatchObject({ outcome: "inconclusive", summary: expect.stringMatching(words) });
});

test.each<[RegExp, PlanStep[] | undefined, string[]]>([
  [/no guarantee was asked for/, plan, []],
  [/does not say what was planned/, undefined, ["one"]],
])("a journal that does not say it shows nothing: %s", (words, planned, ids) => {
  const { events } = buildJournal({ lanes: ["write/api/new"], guarantees: [] });
  const without = events.map((event) => (event.type === "run-start" ? { ...event, plan: undefined } : event));
  const said = ids.length === 0 ? judged(whole, planned, ids) : planOfOld(without);
  expect(said).toMatchObject({ outcome: "inconclusive", summary: expect.stringMatching(words) });
});

function planOfOld(events: readonly JournalEvent[]) {
  return planCarriedOut(
    factsOf(buildTimeline({ events: [...events], samples: [], damaged: 0, damage: [], torn: false })),
  );
}

test("a promise that something is out is not broken by a fault that never came", async () => {
  const held = { id: "held", injectingAt: 4_000, activeAt: 4_100, healingAt: 8_000, healedAt: 8_500, steadyAt: 10_000 };
  const story = {
    lanes: ["write/api/new"],
    guarantees: [outageUntilHealed({ lanes: "write/api/new", during: "held", limit: "5s" })],
  };
  const outcomes = async (proven: boolean) => {
    const journal = buildJournal({ ...story, fault: { ...held, proven } });
    return judge(buildTimeline(journal), await loadGuarantees()).verdicts.map(({ outcome }) => outcome);
  };
  expect(await outcomes(true)).toEqual(["fail"]);
  expect(await outcomes(false)).toEqual(["inconclusive"]);
});

test("what came of an upgrade that was not proven done says nothing of the cluster", () => {
  const came = (done: readonly object[], upgradesTo?: string) => {
    const events = { procedure: [{ id: "roll", upgradesTo }], "procedure-done": done };
    const facts = { faults: [], start: { plan: [] }, eventsOf: (type: keyof typeof events) => events[type] };
    return unrealFault({ references: [{ param: "during", to: "stretch", names: ["roll"] }] }, facts as never);
  };
  const done = (proven: boolean) => [{ id: "roll", evidence: { proven, detail: "" } }];
  expect(came(done(true), "1.37.0")).toBeUndefined();
  expect(came(done(false), "1.37.0")).toBe("roll was not proven done");
  expect(came([], "1.37.0")).toBe("roll was not proven done");
  expect(came(done(false))).toBeUndefined();
});
