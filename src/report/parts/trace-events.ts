import type { Counter } from "./trace-counters.ts";
import type { Span, TraceGroup } from "./trace-groups.ts";

/** One event of the Chrome trace format; times in microseconds. */
export type TraceEvent = Readonly<Record<string, unknown>> & { readonly ph: "M" | "X" | "C" };

/**
 * Groups as events of the Chrome trace format ("Trace Event Format", Google 2016; Perfetto reads it): a process for each
 * group, a thread for each track, complete events for spans. Spans of one thread must not overlap there, so a track has
 * as many threads as it needs. What is open ends at `endMs`, and says so.
 */
export function traceEvents(groups: readonly TraceGroup[], endMs: number): TraceEvent[] {
  return groups.flatMap(({ name, tracks, counters }, index) => {
    const pid = index + 1;
    const rows = tracks.flatMap((track) => rowsOf(track.spans, endMs).map((spans) => ({ name: track.name, spans })));
    return [
      named("process_name", pid, 0, { name }),
      named("process_sort_index", pid, 0, { sort_index: pid }),
      ...rows.flatMap((row, place) => [
        named("thread_name", pid, place + 1, { name: row.name }),
        named("thread_sort_index", pid, place + 1, { sort_index: place + 1 }),
        ...row.spans.map((span) => spanEvent(span, pid, place + 1, endMs)),
      ]),
      ...counters.flatMap((counter) => counterEvents(counter, pid)),
    ];
  });
}

/** Spans in as few rows as keep them apart: each goes into the first row in which the one before is over. */
function rowsOf(spans: readonly Span[], endMs: number): Span[][] {
  const rows: Span[][] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const free = rows.find((row) => endOf(row.at(-1) as Span, endMs) <= span.from);
    if (free === undefined) rows.push([span]);
    else free.push(span);
  }
  return rows;
}

function endOf({ from, to }: Span, endMs: number): number {
  return Math.max(from, to ?? endMs);
}

function named(name: string, pid: number, tid: number, args: Readonly<Record<string, unknown>>): TraceEvent {
  return { ph: "M", name, pid, tid, args };
}

function spanEvent(span: Span, pid: number, tid: number, endMs: number): TraceEvent {
  const { kind, name, from, to, details } = span;
  const args = to === null ? { ...details, end: "still open at the end of the run" } : details;
  const ts = microseconds(from);
  return { ph: "X", name, cat: kind, ts, dur: microseconds(endOf(span, endMs)) - ts, pid, tid, args };
}

function counterEvents({ name, points }: Counter, pid: number): TraceEvent[] {
  return points.map(({ at, values }) => ({ ph: "C", name, ts: microseconds(at), pid, tid: 0, args: values }));
}

function microseconds(ms: number): number {
  return Math.round(ms * 1_000);
}
