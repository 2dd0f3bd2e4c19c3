import type { MetricFamily } from "./openmetrics-text.ts";

/** Something that was measured as bounds, milliseconds; null: nothing bounds it. */
interface Bounded {
  readonly labels: Readonly<Record<string, string>>;
  readonly measuredMs: readonly [number, number | null];
}

/** Two families for lengths of time that are known as bounds: the lower ones, and the upper ones. */
export function boundsFamilies(name: string, what: string, bounded: readonly Bounded[]): MetricFamily[] {
  const family = (end: 0 | 1, word: string, note: string): MetricFamily => ({
    ...{ name: `${name}_at_${word}_seconds`, unit: "seconds", help: `${what}: ${note}.` },
    rows: bounded.map(({ labels, measuredMs }) => [labels, (measuredMs[end] ?? Number.POSITIVE_INFINITY) / 1_000]),
  });
  return [family(0, "least", "the lower bound"), family(1, "most", "the upper bound, +Inf where nothing bounds it")];
}
