import { formatMs } from "../../model/duration.ts";

/** A number with its noun: "1 attempt", "12 attempts". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** The first few of some names, and how many more there are. */
export function listing(names: readonly string[], most = 4): string {
  if (names.length <= most) return names.join(", ");
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}

/** The first few of so many things in words, which are made for these only, and how many more there are. */
export function listingOf<Item>(items: readonly Item[], tell: (item: Item) => string, count = items.length): string {
  const most = 4;
  const named = items.slice(0, most).map(tell).join(", ");
  return count <= most ? named : `${named} and ${count - most} more`;
}

/** Bounds of a length of time for people: "1.2 s to 1.9 s", "at least 3 s", "at most 210 ms", "41 ms". */
export function describeBounds([atLeastMs, atMostMs]: readonly [number, number | null]): string {
  if (atMostMs === null) return `at least ${formatMs(atLeastMs)}`;
  if (atLeastMs === 0) return `at most ${formatMs(atMostMs)}`;
  const [least, most] = [formatMs(atLeastMs), formatMs(atMostMs)];
  return least === most ? least : `${least} to ${most}`;
}

/** Counted words in one phrase: "hang 12, refused 3". */
export function describeCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([word, count]) => `${word} ${count}`)
    .join(", ");
}

/** A share for people: "33 %", "0.4 %". */
export function percent(part: number, whole: number): string {
  const value = whole === 0 ? 0 : (part / whole) * 100;
  return `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}

/** A share of 1 for people, without a fraction: "33 %". */
export function wholePercent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
