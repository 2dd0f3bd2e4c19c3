import fc from "fast-check";
import { expect, test } from "vitest";
import { type TraceEvent, traceEvents } from "../../../../src/report/parts/trace-events.ts";
import type { Span, TraceGroup } from "../../../../src/report/parts/trace-groups.ts";

const span = (name: string, from: number, to: number | null): Span => ({ kind: "outage", name, from, to, details: {} });
const group = (spans: readonly Span[]): TraceGroup => ({
  name: "lane",
  tracks: [{ name: "outages", spans }],
  counters: [],
});
const slices = (events: readonly TraceEvent[]) => events.filter(({ ph }) => ph === "X");

test("a span is a complete event in microseconds; an open one lasts until the end and says so", () => {
  const events = traceEvents([group([span("a", 1.5, 2.5), span("b", 4, null)])], 10);
  expect(slices(events)).toEqual([
    { ph: "X", name: "a", cat: "outage", ts: 1_500, dur: 1_000, pid: 1, tid: 1, args: {} },
    {
      ...{ ph: "X", name: "b", cat: "outage", ts: 4_000, dur: 6_000, pid: 1, tid: 1 },
      args: { end: "still open at the end of the run" },
    },
  ]);
  expect(events.filter(({ name }) => name === "thread_name")).toHaveLength(1);
});

test("spans that overlap are kept apart in threads of the same name, and none is lost", () => {
  const anySpan = fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.option(fc.integer({ min: 0, max: 30 })))
    .map(([from, length]) => span("s", from, length === null ? null : from + length));
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 20 }), (spans) => {
      const made = slices(traceEvents([group(spans)], 140));
      expect(made).toHaveLength(spans.length);
      const byThread = Map.groupBy(made, ({ tid }) => tid);
      for (const row of byThread.values()) {
        const times = row.map(({ ts, dur }) => [Number(ts), Number(ts) + Number(dur)] as const);
        for (const [index, [from]] of times.entries()) expect(from).toBeGreaterThanOrEqual(times[index - 1]?.[1] ?? 0);
      }
    }),
  );
});
