import { expect, test } from "vitest";
import { miscounted } from "../../../../src/analysis/contradictions/counted-events.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";

const restart: JournalEvent = { type: "restart", at: 5, node: "worker", component: "kubelet", expected: false };
const moved: JournalEvent = { type: "address-changed", at: 6, node: "lb", from: "a", to: "b" };
const error: JournalEvent = { type: "error", at: 7, code: "kube", message: "gone" };
const eviction: JournalEvent = {
  type: "eviction",
  at: 8,
  namespace: "x",
  pod: "web-1",
  reason: "Evicted",
  message: "",
};
const events = [restart, { ...restart, component: "etcd" }, moved, error, eviction];
const told = { restart: 2, "address-changed": 1, error: 1, eviction: 1 };
const end = (counts?: Record<string, number>): JournalEvent => ({
  type: "run-end",
  at: 9,
  reason: "completed",
  ...(counts === undefined ? {} : { told: counts }),
});

test("events that the run's end counted are there, and no others", () => {
  expect(miscounted({ events: [...events, end(told)] })).toEqual([]);
});

test.each(events.map((event, index) => [event.type, index] as const))(
  "%s that was cut out is missed",
  (type, index) => {
    const lost = miscounted({ events: [...events.toSpliced(index, 1), end(told)] });
    const counts = type === "restart" ? "1 of the 2" : "0 of the 1";
    expect(lost).toEqual([{ what: `the journal has ${counts} events ${type} that its end counted`, touches: [type] }]);
  },
);

test("what nobody counted was put in", () => {
  expect(miscounted({ events: [...events, { type: "note", at: 8, text: "" }, end(told)] })).toMatchObject([
    { what: expect.stringMatching(/has 1 of the 0 events note/) },
  ]);
});

test("a journal whose end has no counts says nothing of that", () => {
  expect(miscounted({ events: [end()] })).toEqual([]);
  expect(miscounted({ events })).toEqual([]);
});
