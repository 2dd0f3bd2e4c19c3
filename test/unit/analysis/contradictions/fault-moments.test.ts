import { expect, test } from "vitest";
import { misdatedFaults } from "../../../../src/analysis/contradictions/fault-moments.ts";
import type { Facts } from "../../../../src/analysis/facts/facts.ts";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { journalWhole } from "../../../../src/analysis/verdict/journal-whole.ts";
import { noFailures } from "../../../../src/guarantees/no-failures.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { heldFault, killFault } from "../../../../src/stories/fates.ts";
import type { Story } from "../../../../src/stories/story.ts";

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
const problem = (told: Facts) => misdatedFaults(told)[0]?.what;
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
  expect(problem(told)).toMatch(/after the injection, and .* by its own words$/);
});

test("an injection that did not follow its intent at once was moved, where nothing says how long ago it was", () => {
  expect(problem(facts({ ...heldFault, activeAt: 4_600 }, moved("fault-injecting", 4_590)))).toBe(
    "held was injected 591 ms after it was meant, and not at once",
  );
});

test("a proof that a fault is gone was moved where what follows it at once came later", () => {
  const held = (at: number) => facts(heldFault, moved("fault-healed", at), [phase(9_400.4, "held", "end")]);
  expect(problem(held(9_400))).toBeUndefined();
  expect(problem(held(8_801))).toMatch(/^held was proven healed at 8\.80 s, and what follows/);
  const kill = (at: number) => facts(killFault, moved("fault-healed", at), [phase(7_001, "recovery of kill", "begin")]);
  expect(problem(kill(7_000))).toBeUndefined();
  expect(problem(kill(4_200))).toMatch(/^kill was proven healed at 4\.20 s/);
});

test("a run in which one was moved contradicts itself", () => {
  expect(journalWhole(facts(heldFault)).outcome).toBe("pass");
  const told = facts(heldFault, (event) => moved("fault-healed", 8_810)(since(event)));
  expect(journalWhole(told)).toMatchObject({ outcome: "inconclusive", summary: expect.stringMatching(/own words/) });
});
