/** One sample of a family: its labels in their order, and its value; Infinity where nothing bounds it. */
export type MetricRow = readonly [labels: Readonly<Record<string, string>>, value: number];

/** Figures of one name. All are gauges: what one run came to, which no later run adds to. */
export interface MetricFamily {
  /** In lower case, without the prefix; ends with its unit where it has one. */
  readonly name: string;
  readonly unit?: "seconds" | "ratio";
  readonly help: string;
  readonly rows: readonly MetricRow[];
}

const prefix = "kind_chaos";

/**
 * Families as OpenMetrics 1.0 text, without timestamps. Gauges alone, so that parsers of Prometheus' older text format
 * read the same from it: that one knows neither `info` nor `stateset`, and calls counters otherwise. A family without
 * rows is left out; the same labels a second time get an `occurrence`, for no name may have the same labels twice.
 */
export function openMetricsText(families: readonly MetricFamily[]): string {
  return [...families.filter(({ rows }) => rows.length > 0).map(familyText), "# EOF"].join("\n");
}

function familyText({ name, unit, help, rows }: MetricFamily): string {
  const full = `${prefix}_${name}`;
  const seen = new Map<string, number>();
  const samples = rows.map(([labels, value]) => {
    const first = labelsText(labels);
    const occurrence = (seen.get(first) ?? 0) + 1;
    seen.set(first, occurrence);
    const text = occurrence === 1 ? first : labelsText({ ...labels, occurrence: String(occurrence) });
    return `${full}${text} ${numberText(value)}`;
  });
  const head = [
    `# TYPE ${full} gauge`,
    ...(unit === undefined ? [] : [`# UNIT ${full} ${unit}`]),
    `# HELP ${full} ${escaped(help)}`,
  ];
  return [...head, ...samples].join("\n");
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  if (value === Number.NEGATIVE_INFINITY) return "-Inf";
  return String(value);
}
