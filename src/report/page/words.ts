import { formatMs } from "../../model/duration.ts";
import type { Outcome } from "../../model/outcome.ts";
import { clock } from "./clock.ts";

/** Bounds in running words: "1.20 to 1.43 s", "at most 210 ms", "at least 3.00 s", "95 ms". */
export function rangeInWords([atLeastMs, atMostMs]: readonly [number, number | null]): string {
  if (atMostMs === null) return `at least ${formatMs(atLeastMs)}`;
  const [least, most] = [formatMs(atLeastMs), formatMs(atMostMs)];
  if (least === most) return most;
  if (atLeastMs <= 0) return `at most ${most}`;
  const unit = / [a-z]+$/.exec(most)?.[0] ?? "";
  return least.endsWith(unit) && !least.includes("min")
    ? `${least.slice(0, -unit.length)} to ${most}`
    : `${least} to ${most}`;
}

/** A limit in running words, without zeros that say nothing: "4 s", "2.5 s", "60 s". */
export function limitInWords(ms: number): string {
  return formatMs(ms)
    .replace(/ min 0 s$/, " min")
    .replace(/\.0+ |(\.\d*?[1-9])0+ /, "$1 ");
}

/** A sign and a word for each outcome: no colour tells it alone. */
export const outcomeSigns: Readonly<Record<Outcome, string>> = { pass: "✓", inconclusive: "?", fail: "✗" };

/** A sentence: the first letter large, a full stop at its end. */
export function sentence(text: string): string {
  const first = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** A moment of the run as axes, tables and links have it: "1:23.4". */
export function moment(ms: number): string {
  return clock(ms, 1);
}
