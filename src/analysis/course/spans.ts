import type { CourseSpan, CourseState } from "../../model/course.ts";
import { tenth } from "../statistics/statistics.ts";
import type { Span } from "../timeline/span.ts";

/** A state that something came to at a moment, and that lasts until the next. */
export interface Change {
  readonly at: number;
  readonly state: CourseState;
  readonly text: string;
}

/** The spans between changes, which must be in the order of time, to `end`; the same again is no change. */
export function spansOf(changes: readonly Change[], end: number): CourseSpan[] {
  const spans: { from: number; to: number; state: CourseState; text: string }[] = [];
  for (const { at, state, text } of changes) {
    const last = spans.at(-1);
    if (last !== undefined && last.state === state && last.text === text) continue;
    if (last !== undefined) last.to = tenth(at);
    spans.push({ from: tenth(at), to: tenth(Math.max(at, end)), state, text });
  }
  return spans.filter(({ from, to }) => to > from);
}

/** Spans with times in which nobody could tell laid over them. */
export function withUnobserved(
  spans: readonly CourseSpan[],
  unknown: readonly (Span & { readonly why: string })[],
): CourseSpan[] {
  return unknown.reduce<readonly CourseSpan[]>((all, hole) => all.flatMap((span) => cut(span, hole)), spans).slice();
}

function cut(span: CourseSpan, { from, to, why }: Span & { readonly why: string }): CourseSpan[] {
  const hole = { from: tenth(Math.max(span.from, from)), to: tenth(Math.min(span.to, to)) };
  if (hole.to <= hole.from || span.state === "unobserved") return [span];
  const parts: CourseSpan[] = [
    { ...span, to: hole.from },
    { ...hole, state: "unobserved", text: why },
    { ...span, from: hole.to },
  ];
  return parts.filter((part) => part.to > part.from);
}
