/** The address of a moment within the page: "#t=12.3s"; milliseconds since the run's start, shown to the hundredth second. */
export function hashOf(ms: number): string {
  return `#t=${Math.max(0, Math.round(ms / 10) / 100)}s`;
}

/**
 * The moment that an address within the page names, milliseconds; undefined where it names none. "#t=2:10.3" does, too,
 * as axes and tables tell moments.
 */
export function momentOf(hash: string): number | undefined {
  const [, seconds, hours = 0, minutes, rest] =
    /^#t=(?:(\d{1,9}(?:\.\d{1,6})?)s|(?:(\d{1,4}):)?(\d{1,2}):(\d{2}(?:\.\d{1,6})?))$/.exec(hash) ?? [];
  if (seconds !== undefined) return Number(seconds) * 1_000;
  return minutes === undefined ? undefined : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(rest)) * 1_000;
}
