import { plain, plainHtml, tableHead, tableRow } from "./markdown-table.ts";

/** Rows of a table that are shown without a click. */
const mostUnfolded = 8;

/** A part of a document: a title, words, and a table or a list below them; one without any of these is left out. */
export interface Part {
  /** Empty: it has none, and is never folded. */
  readonly title: string;
  /** Markdown above the rows; never cut. */
  readonly text?: string;
  /** Head and rows of a table. */
  readonly head?: readonly string[];
  /** Cells of a table, or, without a head, lines of a list of one cell each. */
  readonly rows?: readonly (readonly string[])[];
  /** Folded whatever its length: explanations, and what is looked up only. By default long tables are. */
  readonly folded?: true;
}

/** A part as lines; only its rows may be left out, and those that are have no line. */
interface Made {
  readonly before: string;
  readonly rows: NonNullable<Part["rows"]>;
  lineOf(row: readonly string[]): string;
  readonly after: string;
}

/**
 * The parts below each other, in their order, in at most so many characters: where that is too little, the rows at the
 * end of later parts are left out first, and how many is said in their place with `elsewhere`, where they all are. Titles
 * of later parts take at most half of the room from the rows of an earlier one: there may be thousands.
 */
export function document(parts: readonly Part[], mostCharacters: number, elsewhere: string): string {
  const made = parts.filter((part) => (part.text ?? "") !== "" || (part.rows ?? []).length > 0).map(make);
  const remark = (left: number) => `\n\n${left} more: ${elsewhere}`;
  const shortest = made.map(({ before, after, rows }) => before.length + after.length + remark(rows.length).length + 2);
  const texts: string[] = [];
  let used = 0;
  let later = shortest.reduce((sum, length) => sum + length, 0);
  for (const [index, { before, rows, lineOf, after }] of made.entries()) {
    later -= shortest[index] ?? 0;
    // A part whose first words do not fit is left out whole: what comes before it says more.
    if (used + (shortest[index] ?? 0) > mostCharacters) continue;
    const reserved = Math.min(later, (mostCharacters - used) / 2);
    const room = mostCharacters - used - reserved - (shortest[index] ?? 0);
    const kept = fitting(rows, lineOf, room);
    const left = rows.length - kept.length;
    const text = [before, ...kept].join("\n") + (left === 0 ? "" : remark(left)) + after;
    texts.push(text.trim());
    used += text.length + 2;
  }
  return texts.join("\n\n");
}

/** The lines of the first rows that fit into so many characters. */
function fitting(rows: Made["rows"], lineOf: Made["lineOf"], room: number): string[] {
  const lines: string[] = [];
  let used = 0;
  for (const row of rows) {
    const line = lineOf(row);
    used += line.length + 1;
    if (used > room) break;
    lines.push(line);
  }
  return lines;
}

function make({ title, text = "", head, rows = [], folded }: Part): Made {
  const isFolded = title !== "" && (folded === true || rows.length > mostUnfolded);
  const above = head === undefined ? [] : tableHead(head);
  const lineOf = (row: readonly string[]) => (head === undefined ? `- ${plain(row[0] ?? "")}` : tableRow(row));
  const counted = rows.length > mostUnfolded ? ` (${rows.length})` : "";
  const opened = isFolded
    ? `<details><summary>${plainHtml(title)}${counted}</summary>`
    : title === ""
      ? ""
      : `## ${plain(title)}`;
  const words = [opened, text].filter((word) => word !== "").join("\n\n");
  const before = [words, ...(rows.length === 0 ? [] : words === "" ? above : ["", ...above])].join("\n");
  return { before, rows, lineOf, after: isFolded ? "\n\n</details>" : "" };
}
