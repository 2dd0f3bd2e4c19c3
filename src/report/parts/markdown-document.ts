import { plain, plainHtml, table } from "./markdown-table.ts";

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

/** A part as lines; only its rows may be left out. */
interface Made {
  readonly before: string;
  readonly rows: readonly string[];
  readonly after: string;
}

/**
 * The parts below each other, in their order, in at most so many characters: where that is too little, the rows at the
 * end of later parts are left out first, and how many is said in their place with `elsewhere`, where they all are.
 */
export function document(parts: readonly Part[], mostCharacters: number, elsewhere: string): string {
  const made = parts.filter((part) => (part.text ?? "") !== "" || (part.rows ?? []).length > 0).map(make);
  const remark = (left: number) => `\n\n${left} more: ${elsewhere}`;
  const shortest = made.map(({ before, after, rows }) => before.length + after.length + remark(rows.length).length + 2);
  const texts: string[] = [];
  let used = 0;
  let later = shortest.reduce((sum, length) => sum + length, 0);
  for (const [index, { before, rows, after }] of made.entries()) {
    later -= shortest[index] ?? 0;
    const room = mostCharacters - used - later - (shortest[index] ?? 0);
    const kept = fitting(rows, room);
    const left = rows.length - kept.length;
    // A part whose first words do not fit either is left out whole: what comes before it says more.
    if (used + (shortest[index] ?? 0) > mostCharacters) continue;
    const text = [before, ...kept].join("\n") + (left === 0 ? "" : remark(left)) + after;
    texts.push(text.trim());
    used += text.length + 2;
  }
  return texts.join("\n\n");
}

/** The first rows that fit into so many characters. */
function fitting(rows: readonly string[], room: number): readonly string[] {
  let used = 0;
  const end = rows.findIndex((row) => {
    used += row.length + 1;
    return used > room;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

function make({ title, text = "", head, rows = [], folded }: Part): Made {
  const isFolded = title !== "" && (folded === true || rows.length > mostUnfolded);
  const lines = head === undefined ? rows.map(([line = ""]) => `- ${plain(line)}`) : table(head, rows).split("\n");
  const [above, body] = head === undefined ? [[], lines] : [lines.slice(0, 2), lines.slice(2)];
  const counted = rows.length > mostUnfolded ? ` (${rows.length})` : "";
  const opened = isFolded
    ? `<details><summary>${plainHtml(title)}${counted}</summary>`
    : title === ""
      ? ""
      : `## ${plain(title)}`;
  const words = [opened, text].filter((word) => word !== "").join("\n\n");
  const before = [words, ...(rows.length === 0 ? [] : words === "" ? above : ["", ...above])].join("\n");
  return { before, rows: rows.length === 0 ? [] : body, after: isFolded ? "\n\n</details>" : "" };
}
