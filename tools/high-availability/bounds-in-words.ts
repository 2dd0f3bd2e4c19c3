/** The least and the most that a length of time was, milliseconds. */
export type Bounds = readonly [least: number, most: number];

/** Milliseconds of the units in which lengths of time are written. */
const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };

/** A length of time in words, "1 min 4 s", as milliseconds; undefined where it is none. */
function lengthIn(words: string): number | undefined {
  const parts = [...words.matchAll(/(\d+(?:\.\d+)?) (ms|s|min|h)(?: |$)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== words) return undefined;
  return parts.reduce((sum, [, number, unit = ""]) => sum + Number(number) * (unitMs[unit] ?? Number.NaN), 0);
}

/** Bounds in words, "769 ms to 1.81 s" or "at most 3.04 s", as milliseconds; undefined where they are none. */
export function boundsIn(words: string): Bounds | undefined {
  const [, from = "0 ms", to = ""] = /^(?:(.+) to |at most )(.+)$/.exec(words) ?? [];
  const [least, most] = [lengthIn(from), lengthIn(to)];
  return least === undefined || most === undefined ? undefined : [least, most];
}

/** The least to the most of some bounds; undefined of none. */
export function spanOf(all: readonly Bounds[]): Bounds | undefined {
  if (all.length === 0) return undefined;
  return [Math.min(...all.map(([least]) => least)), Math.max(...all.map(([, most]) => most))];
}
