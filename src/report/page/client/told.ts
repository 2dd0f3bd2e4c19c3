import { counted } from "../../../analysis/statistics/format.ts";
import { formatMs } from "../../../model/duration.ts";
import { clock } from "../clock.ts";
import type { PageData } from "../page-data.ts";
import { rangeInWords } from "../words.ts";
import { failuresWithin } from "./hits.ts";
import type { Failure, Lane } from "./lane.ts";

/** So many failures are told one by one. */
const mostFailures = 4;

/** A moment to the millisecond where that shows: "1:23.4", "1:23.412". */
export function exactMoment(ms: number): string {
  return clock(ms, Math.round(ms) % 100 === 0 ? 1 : 3);
}

/** What a lane saw between two moments, line by line: attempts by outcome, their latencies, failures by themselves. */
export function toldBetween(lane: Lane, bins: PageData["bins"], from: number, to: number): string[] {
  const first = Math.max(0, Math.floor((from - bins.from) / bins.ms));
  const last = Math.min(bins.count - 1, Math.max(first, Math.ceil((to - bins.from) / bins.ms) - 1));
  const [begin, end] = [bins.from + first * bins.ms, bins.from + (last + 1) * bins.ms];
  const sum = (column: readonly number[]) => column.slice(first, last + 1).reduce((all, one) => all + one, 0);
  const counts = [
    [sum(lane.ok), "ok"],
    [sum(lane.late), "late"],
    [sum(lane.failed), "failed"],
    [sum(lane.unknown), "without an answer"],
  ] as const;
  const words = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const hole = lane.unobserved.find((one) => one.from < end && one.to > begin);
  return [
    `${exactMoment(begin)} to ${exactMoment(end)}`,
    words.length === 0 ? "no attempt began" : words.join(", "),
    ...latencyLine(lane, first, last),
    ...(hole === undefined ? [] : [`nobody looked: ${hole.reason}`]),
    ...failureLines(failuresWithin(lane.failures, begin, end)),
  ];
}

/** One failure in words: "1:23.412: refused after 2 ms at control-plane2". */
export function failureInWords({ at, error, latencyMs, outcome, backend }: Failure): string {
  const met = backend === "" || backend === "unknown" ? "" : ` at ${backend}`;
  return `${exactMoment(at)}: ${outcome === "unknown" ? "no answer to a write, " : ""}${error} after ${formatMs(latencyMs)}${met}`;
}

function latencyLine({ leastMs, greatestMs }: Lane, first: number, last: number): string[] {
  const known = (column: readonly (number | null)[]) => column.slice(first, last + 1).filter((one) => one !== null);
  const [least, greatest] = [known(leastMs), known(greatestMs)];
  if (least.length === 0) return [];
  return [`answered after ${rangeInWords([Math.min(...least), Math.max(...greatest)])}`];
}

function failureLines(failures: readonly Failure[]): string[] {
  const lines = failures.slice(0, mostFailures).map(failureInWords);
  const left = failures.length - lines.length;
  return left > 0 ? [...lines, `and ${counted(left, "more failure")}`] : lines;
}
