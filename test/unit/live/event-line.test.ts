import { expect, test } from "vitest";
import { describeEvent, describeWhole } from "../../../src/live/event-line.ts";
import type { JournalEvent } from "../../../src/model/event.ts";

const phaseEnd: JournalEvent = { type: "phase", at: 1, name: "hold: calm", edge: "end" };
const looked: JournalEvent = {
  type: "steady-state",
  at: 1,
  when: "after",
  ok: false,
  checks: [{ name: "nodes", ok: false, detail: "5 of 6 Ready" }],
};

test("a person is told what matters, and every event where that is wanted", () => {
  expect(describeEvent(phaseEnd)).toBeUndefined();
  expect(describeWhole(phaseEnd)).toBe("hold: calm: over");
  expect(describeEvent(looked)).toBeUndefined();
  expect(describeWhole(looked)).toContain("5 of 6 Ready");
  expect(describeEvent({ type: "note", at: 1, text: "it is calm" })).toBe("it is calm");
  expect(describeEvent({ type: "probing-begin", at: 1, leadMs: 30 })).toBeUndefined();
  expect(describeWhole({ type: "probing-begin", at: 1, leadMs: 30 })).toBe('probing-begin: {"leadMs":30}');
});

test("of streams it is told what opened and closed, and not each event", () => {
  const told = (arrivals: (string | number)[][]) => describeWhole({ type: "watch", at: 1, lane: 4, arrivals });
  expect(told([[1, "e", 7]])).toBeUndefined();
  expect(
    told([
      [1, "c", "reset", 2],
      [2, "o", 7, 3, 0],
      [3, "e", 8],
    ]),
  ).toBe("watch 4: closed reset, opened");
});

test("an event as long as a list of all pods is cut", () => {
  const pods = Array.from({ length: 100 }, (_, index) => ({ name: `pod-${index}`, uid: "x" }));
  const event: JournalEvent = { type: "containers", at: 1, when: "end", nodes: [{ node: "worker", pods }] };
  expect(describeWhole(event)?.length).toBeLessThan(500);
});
