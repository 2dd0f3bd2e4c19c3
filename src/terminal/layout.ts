import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** Stands for the space between a figure and its unit, where no line may break. */
const joint = "\u00a0";

/**
 * Breaks a text into lines of at most so many columns, at spaces where it can and never between a figure and its unit,
 * else within a word; white space between words becomes one space. Every line but the first begins with `hanging`
 * spaces. Columns are those that a terminal uses: two for a wide character, none for a mark.
 */
export function wrap(text: string, width: number, hanging = 0): string[] {
  const words = text.trim().split(/\s+/).join(" ").normalize();
  const whole = words.replaceAll(/(?<=\d) (?=(?:ms|s|min|%)(?!\w))/g, joint);
  const [first = "", ...others] = broken(whole, width);
  const rest = hanging === 0 || others.length === 0 ? others : broken(whole.slice(first.length), width - hanging);
  return [first, ...rest.map((line) => " ".repeat(hanging) + line)].map((line) => line.replaceAll(joint, " "));
}

/** Characters that are one column each in every terminal. */
const narrow = /^[ -~\u00a0·–…→≤≥✓✗]*$/;

function broken(text: string, width: number): string[] {
  const room = Math.max(2, width);
  // Hardly any line is another, and 10,000 runs have many.
  if (text.length <= room && narrow.test(text)) return [text.trim()];
  return wrapAnsi(text.trim(), room, { hard: true })
    .split("\n")
    .flatMap((line) => (stringWidth(line) <= room ? [line] : pieces(line, room)));
}

/** A line in pieces of whole characters: what wraps it counts some lone parts of flags as narrower than they are. */
function pieces(line: string, width: number): string[] {
  const lines = [""];
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    const longer = `${lines.at(-1)}${segment}`;
    if (stringWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(segment);
  }
  return lines;
}

/**
 * Whole output, each of its lines that is wider than the width broken: what follows is indented by two columns more than
 * the line was. Lines that fit stay as they are.
 */
export function fitted(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => {
      if (stringWidth(line) <= width) return [line];
      const indent = /^ */.exec(line)?.[0].slice(0, width / 2) ?? "";
      return wrap(line, width - indent.length, 2).map((part) => `${indent}${part}`.trimEnd());
    })
    .join("\n");
}

/** The text with spaces after it, or before it, up to so many columns. */
export function pad(text: string, width: number, side: "end" | "start" = "end"): string {
  const gap = " ".repeat(Math.max(0, width - stringWidth(text)));
  return side === "end" ? text + gap : gap + text;
}

/** The text, its end replaced by "…" where it has more than so many columns. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  let columns = 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    columns += stringWidth(segment);
    if (columns > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The columns of the widest of some texts, 0 of none. */
export function widestOf(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => stringWidth(text)));
}

/**
 * Names with what is said of each: beside each other where at least half of the width is left for it, else below each
 * other. Every line is within the width, and begins with `indent` spaces.
 */
export function definitions(
  rows: readonly (readonly [name: string, text: string])[],
  width: number,
  indent = 2,
): string[] {
  const names = widestOf(rows.map(([name]) => name));
  const room = width - indent - names - 2;
  const space = " ".repeat(indent);
  if (room >= width / 2)
    return rows.flatMap(([name, text]) =>
      wrap(text, room).map((line, index) =>
        `${space}${index === 0 ? pad(name, names) : " ".repeat(names)}  ${line}`.trimEnd(),
      ),
    );
  return rows.flatMap(([name, text]) => [
    ...(name === "" ? [] : wrap(name, width - indent).map((line) => space + line)),
    ...(text === "" ? [] : wrap(text, width - indent - 2).map((line) => `${space}  ${line}`)),
  ]);
}

/**
 * A table: aligned columns, the first to the left and figures to the right, where it fits the width; else a block for
 * each row, without what is empty in it. `words` are columns of words beside the first, which are to the left, too.
 */
export function columns(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  words: readonly string[] = [],
): string[] {
  const sides = head.map((title, index) => (index === 0 || words.includes(title) ? "end" : "start"));
  const widths = head.map((title, index) => widestOf([title, ...rows.map((row) => row[index] ?? "")]));
  const total = widths.reduce((sum, one) => sum + one + 2, 0);
  if (total <= width)
    return [head, ...rows].map((row) =>
      widths
        .map((one, index) => `  ${pad(row[index] ?? "", one, sides[index])}`)
        .join("")
        .trimEnd(),
    );
  return rows.flatMap(([name = "", ...cells]) => {
    const told = cells.flatMap((cell, index) => (cell === "" ? [] : [`${head[index + 1]} ${cell}`])).join(", ");
    const below = told === "" ? [] : wrap(told, width - 4).map((line) => `    ${line}`);
    return [...wrap(name, width - 2).map((line) => `  ${line}`), ...below];
  });
}
