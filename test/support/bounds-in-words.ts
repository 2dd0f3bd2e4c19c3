/** Milliseconds of the units in which lengths of time are written. */
const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };

/** A length of time in words, "1 min 4 s", as milliseconds; undefined where it is none. */
function lengthIn(words: string): number | undefined {
  const parts = [...words.matchAll(/(\d+(?:\.\d+)?) (ms|s|min|h)(?: |$)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== words) return undefined;
  return parts.reduce((sum, [, number, unit = ""]) => sum + Number(number) * (unitMs[unit] ?? Number.NaN), 0);
}

/** Bounds in words, "769 ms to 1.81 s" or "at most 3.04 s", as milliseconds; undefined where they are none. */
export function boundsIn(words: string): readonly [least: number, most: number] | undefined {
  const [, from = "0 ms", to = ""] = /^(?:(.+) to |at most )(.+)$/.exec(words) ?? [];
  const [least, most] = [lengthIn(from), lengthIn(to)];
  return least === undefined || most === undefined ? undefined : [least, most];
}

/** The least to the most of some bounds, in their own words; empty of none. */
export function spanOf(all: readonly string[]): string {
  const by = (place: 0 | 1) => all.toSorted((a, b) => (boundsIn(a)?.[place] ?? 0) - (boundsIn(b)?.[place] ?? 0));
  const [least, most] = [by(0)[0], by(1).at(-1)];
  if (least === undefined || most === undefined) return "";
  const to = most.replace(/^.* to |^at most /, "");
  return least.startsWith("at most ") ? `at most ${to}` : `${least.replace(/ to .*$/, "")} to ${to}`;
}
