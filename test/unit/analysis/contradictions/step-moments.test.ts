import { expect, test } from "vitest";
import { misdatedSteps } from "../../../../src/analysis/contradictions/step-moments.ts";
import type { Facts } from "../../../../src/analysis/facts/facts.ts";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { journalWhole } from "../../../../src/analysis/verdict/journal-whole.ts";
import { noFailures } from "../../../../src/guarantees/no-failures.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { heldFault, killFault } from "../../../../src/stories/fates.ts";
import type { Story } from "../../../../src/stories/story.ts";
import { scaledUp } from "../../../../src/stories/workload-run.ts";

const lanes = ["cached-read/api/new"];
type Change = (event: JournalEvent) => JournalEvent;

function facts(fault: NonNullable<Story["fault"]>, change: Change = (event) => event, events: JournalEvent[] = []) {
  const guarantees = [noFailures({ lanes: "cached-read/api/new", during: fault.id })];
  return factsOf(buildTimeline(buildJournal({ lanes, guarantees, fault, change, events })));
}

/** The events of a fault as a run tells them, each with its time since the injection. */
const since: Change = (event) =>
  event.type === "fault-active" || event.type === "fault-healing" || event.type === "fault-healed"
    ? { ...event, sinceMs: event.at - 4_000 }
    : event;
const problem = (told: Facts) => misdatedSteps(told)[0]?.what;
const moved =
  (type: JournalEvent["type"], at: number): Change =>
  (event) =>
    event.type === type ? { ...event, at } : event;
const phase = (at: number, name: string, edge: "begin" | "end"): JournalEvent => ({ type: "phase", at, name, edge });

test("a fault whose events stand where they were told has no problem", () => {
  expect(problem(facts(heldFault))).toBeUndefined();
  expect(problem(facts(heldFault, since))).toBeUndefined();
  expect(problem(facts(killFault, since))).toBeUndefined();
});

test.each<[JournalEvent["type"], number]>([
  ["fault-injecting", 4_290],
  ["fault-injecting", 3_000],
  ["fault-healing", 9_390],
  ["fault-healed", 8_810],
])("%s that was moved to %i ms does not fit what others say of their time since the injection", (type, at) => {
  const told = facts({ ...heldFault, activeAt: 4_300 }, (event) => moved(type, at)(since(event)));
  expect(problem(told)).toMatch(/after its begin, and .* by its own words$/);
});

test("an injection that did not follow its intent at once was moved, where nothing says how long ago it was", () => {
  expect(problem(facts({ ...heldFault, activeAt: 4_600 }, moved("fault-injecting", 4_590)))).toBe(
    "fault-intent of held was told at 4 s, and fault-injecting that follows it at once at 4.59 s",
  );
});

test("a proof that a fault is gone was moved where what follows it at once came later", () => {
  const held = (at: number) => facts(heldFault, moved("fault-healed", at), [phase(9_400.4, "held", "end")]);
  expect(problem(held(9_400))).toBeUndefined();
  expect(problem(held(8_801))).toMatch(/^fault-healed of held was told at 8\.8 s, and phase that follows/);
  const kill = (at: number) => facts(killFault, moved("fault-healed", at), [phase(7_001, "recovery of kill", "begin")]);
  expect(problem(kill(7_000))).toBeUndefined();
  expect(problem(kill(4_200))).toMatch(/^fault-healed of kill was told at 4\.2 s/);
});

test("the steady state came back when the recovery ended, and work was done when its phase did", () => {
  const back = (at: number) =>
    facts(heldFault, (event) => (event.type === "steady-state" && event.when === "after" ? { ...event, at } : event), [
      phase(10_500.2, "recovery of held", "end"),
    ]);
  expect(problem(back(10_500))).toBeUndefined();
  expect(problem(back(9_500))).toMatch(/^steady-state of held was told at 9\.5 s, and phase that follows/);
  const done = (at: number) => facts(killFault, undefined, [...scaledUp(1_000, at), phase(2_500, "scale", "end")]);
  expect(problem(done(2_499))).toBeUndefined();
  expect(problem(done(1_100))).toMatch(/^procedure-done of scale was told at 1\.1 s/);
});

test("work and looks after a fault say themselves how long after its begin that was", () => {
  const told: Change = (event) => {
    if (event.type === "procedure-done") return { ...event, sinceMs: 1_500 };
    return event.type === "steady-state" && event.when === "after" ? { ...event, sinceMs: 6_500 } : event;
  };
  const done = (at: number) => problem(facts(killFault, told, scaledUp(1_000, at).map(told)));
  expect(done(2_500)).toBeUndefined();
  expect(done(1_200)).toMatch(/^procedure-done of scale was told 200 ms after its begin, and 1\.5 s/);
  expect(problem(facts({ ...killFault, steadyAt: 9_000 }, told))).toMatch(/^steady-state of kill/);
});

test("a run in which one was moved contradicts itself", () => {
  expect(journalWhole(facts(heldFault)).outcome).toBe("pass");
  const told = facts(heldFault, (event) => moved("fault-healed", 8_810)(since(event)));
  expect(journalWhole(told)).toMatchObject({ outcome: "inconclusive", summary: expect.stringMatching(/own words/) });
});
