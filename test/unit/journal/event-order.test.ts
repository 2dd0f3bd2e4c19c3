import { describe, expect, test } from "vitest";
import { EventOrder } from "../../../src/journal/event-order.ts";
import type { EventOf, JournalEvent } from "../../../src/model/event.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { heldFault } from "../../../src/stories/fates.ts";

const { events } = buildJournal({
  lanes: ["write/api/new"],
  guarantees: [],
  fault: heldFault,
  watch: () => [
    { at: 20, kind: "opened", revision: 1, connection: 3, backend: 0 },
    { at: 40, kind: "event", revision: 2 },
  ],
});
const note: JournalEvent = { type: "note", at: 5_000, text: "so far" };

function event<Type extends JournalEvent["type"]>(type: Type): EventOf<Type> {
  return events.find((one): one is EventOf<Type> => one.type === type) as EventOf<Type>;
}

/** What is wrong with each event after those before it. */
function problems(told: readonly JournalEvent[]): string[] {
  const order = new EventOrder(new Map());
  return told.flatMap((one) => order.eventProblem(one) ?? []);
}

/** All events in their order with some put in where their time is. */
function with_(...added: readonly JournalEvent[]): JournalEvent[] {
  return [...events, ...added].toSorted((a, b) => a.at - b.at);
}

test("the events of a run can be", () => {
  expect(problems(events)).toEqual([]);
  expect(problems(with_(note, { ...note, text: "and again" }))).toEqual([]);
});

describe("events that cannot be:", () => {
  const start = event("run-start");
  const lanes = event("lanes");
  const watch = event("watch");
  const cases: [string, readonly JournalEvent[], RegExp][] = [
    ["anything before the start", [note], /before the run's start/],
    ["a second start", with_({ ...start, at: 10 }), /a second run-start/],
    ["anything after the end", [...events, { ...note, at: 99_000 }], /after the run's end/],
    ["a second end", [...events, event("run-end")], /after the run's end/],
    ["an earlier time than was told", [start, { ...note, at: 9_000 }, note], /note at 5000 ms, after .* 9000 ms/],
    ["the same twice", with_(note, note), /note is there twice/],
    ["a second cluster", with_({ ...event("cluster"), at: 7_000 }), /a second cluster/],
    ["other settings", with_({ ...event("settings"), at: 7_000 }), /a second settings/],
    ["a second begin of probing", with_({ ...event("probing-begin"), at: 7_000 }), /a second probing-begin/],
    ["an end of probing without a begin", [start, event("probing-end")], /before its begin/],
    ["a begin of probing without lanes", [start, event("probing-begin")], /without lanes/],
    ["a fault that nobody meant", [start, event("fault-healed")], /fault-healed of "held", of which nothing was told/],
    [
      "more done about a fault that nobody meant",
      [start, { type: "escalation", at: 9_000, id: "held", stage: "again", detail: "once more" }],
      /escalation of "held", of which nothing was told/,
    ],
    ["a fault meant twice", with_({ ...event("fault-intent"), at: 9_000 }), /a second fault-intent of "held"/],
    ["an injection twice", with_({ ...event("fault-injecting"), at: 9_000 }), /a second fault-injecting/],
    ["other lanes", with_({ ...lanes, at: 5_000, lanes: [], backends: ["a", "b", "c", "d"] }), /other lanes/],
    ["fewer backends", with_({ ...lanes, at: 5_000, backends: ["a"] }), /other lanes/],
    ["lanes of one index", [start, { ...lanes, lanes: [...lanes.lanes, ...lanes.lanes] }], /the same index/],
    ["a watch that is none", with_({ ...watch, at: 5_000, lane: 0 }), /nothing listens on lane 0/],
    ["a watch before its lane", [start, watch], /nothing listens/],
    ["an arrival that is still to come", with_({ ...watch, at: 30 }), /an arrival at 40 ms/],
    ["arrivals that go back", with_({ ...watch, at: 5_000 }), /an arrival at 20 ms/],
    ["a backend that nobody knows", with_({ ...watch, at: 5_000, arrivals: [[4_000, "o", 1, 3, 3]] }), /backend is 3/],
    [
      "a count below zero",
      with_({ ...event("prober-health"), at: 5_000, lateStarts: -1 }),
      /lateStarts of prober-health is -1/,
    ],
  ];
  test.each(cases)("%s", (_what, told, problem) => {
    const found = problems(told);
    expect(found[0]).toMatch(problem);
  });

  test("an end of an attempt that was still to come", () => {
    const order = new EventOrder(new Map());
    for (const one of events.slice(0, 8)) order.eventProblem(one);
    order.attemptEnded(6_000);
    expect(order.eventProblem(note)).toMatch(/after what was told of 6000 ms/);
  });
});

test("the lanes come again where a monitor learns of a further server", () => {
  const lanes = event("lanes");
  const more = { ...lanes, at: 5_000, backends: [...lanes.backends, "another"] };
  const order = new EventOrder(new Map());
  for (const one of [event("run-start"), lanes, more]) expect(order.eventProblem(one)).toBeUndefined();
  expect(order.backends).toBe(lanes.backends.length + 1);
});
