/** One line of a component's metrics. */
export interface MetricSample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

const sampleName = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const labelPair = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=\}))/y;
const ending = /\s*\}?\s*(\S+)(?:\s+-?\d+)?\s*$/y;

/**
 * The samples of these names in Prometheus' text format, version 0.0.4 (prometheus.io, exposition formats); lines of
 * other names are not looked at. Throws Error with the line where one of these names cannot be read: what is left out
 * would be taken for nothing.
 */
export function parseMetrics(text: string, names: readonly string[]): MetricSample[] {
  const wanted = new Set(names);
  return text.split("\n").flatMap((line) => {
    const [name = ""] = sampleName.exec(line.trimStart()) ?? [];
    return wanted.has(name) ? [sampleOf(line.trimStart(), name)] : [];
  });
}

function sampleOf(line: string, name: string): MetricSample {
  const labels = new Map<string, string>();
  let at = name.length;
  const brace = /\s*\{/y;
  brace.lastIndex = at;
  const isLabelled = brace.test(line);
  if (isLabelled) {
    at = brace.lastIndex;
    for (;;) {
      labelPair.lastIndex = at;
      const [, key = "", value = ""] = labelPair.exec(line) ?? [];
      if (key === "") break;
      if (labels.has(key)) throw unreadable(line);
      labels.set(key, unescaped(value));
      at = labelPair.lastIndex;
    }
    if (!/^\s*\}/.test(line.slice(at))) throw unreadable(line);
  }
  ending.lastIndex = at;
  const [, word = ""] = ending.exec(line) ?? [];
  const value = numberOf(word);
  if (value === undefined || (!isLabelled && /^\s*\}/.test(line.slice(at)))) throw unreadable(line);
  return { name, labels, value };
}

function numberOf(word: string): number | undefined {
  if (/^[+-]?inf$/i.test(word)) return word.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^nan$/i.test(word)) return Number.NaN;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word) ? Number(word) : undefined;
}

function unescaped(raw: string): string {
  return raw.replaceAll(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));
}

function unreadable(line: string): Error {
  return new Error(`metrics have a line that is none: ${line.slice(0, 200)}`);
}
