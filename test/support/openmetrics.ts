/** What a strict reader of OpenMetrics 1.0 found. */
interface ReadFamily {
  readonly type: string;
  readonly unit: string | undefined;
  readonly samples: readonly { readonly labels: ReadonlyMap<string, string>; readonly value: number }[];
}

const name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const text = String.raw`(?:[^"\\\n]|\\[\\n"])*`;
const label = `[a-zA-Z_][a-zA-Z0-9_]*="${text}"`;
const sampleLine = new RegExp(
  String.raw`^(${name})(?:\{(${label}(?:,${label})*)?\})? ([+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf))$`,
);

/**
 * Families of OpenMetrics text by the grammar of its specification (1.0, section "ABNF"), for gauges without timestamps.
 * Throws at the first line that is not of it: metadata in its order, each family once and in one piece, a unit that the
 * name ends with, no labels twice, the end mark at the end.
 */
export function readOpenMetrics(whole: string): ReadonlyMap<string, ReadFamily> {
  if (!whole.endsWith("\n# EOF\n")) throw new Error("it does not end with the end mark");
  const families = new Map<string, ReadFamily>();
  for (const block of whole.slice(0, -"# EOF\n".length).split(/(?=^# TYPE )/m)) {
    const lines = block.trimEnd().split("\n");
    const [, family = "", type = ""] = /^# TYPE (\S+) (\w+)$/.exec(lines.shift() ?? "") ?? [];
    if (!new RegExp(`^${name}$`).test(family)) throw new Error(`no TYPE: ${block.slice(0, 80)}`);
    if (families.has(family)) throw new Error(`${family} stands in two places`);
    const unit = new RegExp(`^# UNIT ${family} (\\w+)$`).exec(lines[0] ?? "")?.[1];
    if (unit !== undefined) lines.shift();
    if (unit !== undefined && !family.endsWith(`_${unit}`)) throw new Error(`${family} does not end with ${unit}`);
    if (!new RegExp(String.raw`^# HELP ${family} (?:[^"\\\n]|\\[\\n"])+$`).test(lines.shift() ?? ""))
      throw new Error(`${family} has no HELP`);
    families.set(family, { type, unit, samples: samplesOf(family, lines) });
  }
  return families;
}

function samplesOf(family: string, lines: readonly string[]): ReadFamily["samples"] {
  const seen = new Set<string>();
  return lines.map((line) => {
    const [, own, labels = "", value = ""] = sampleLine.exec(line) ?? [];
    if (own !== family) throw new Error(`no sample of ${family}: ${line}`);
    const pairs = [...labels.matchAll(new RegExp(`([a-zA-Z_][a-zA-Z0-9_]*)="(${text})"`, "g"))];
    const read = new Map(pairs.map(([, key = "", raw = ""]) => [key, unescaped(raw)]));
    if (read.size !== pairs.length) throw new Error(`a label twice: ${line}`);
    const identity = JSON.stringify([...read].toSorted());
    if (seen.has(identity)) throw new Error(`the same labels twice: ${line}`);
    seen.add(identity);
    return { labels: read, value: Number(value.replace("Inf", "Infinity")) };
  });
}

function unescaped(raw: string): string {
  return raw.replaceAll(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));
}
