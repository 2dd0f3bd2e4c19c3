import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { partsOf } from "../../tools/table-cells.ts";

/** A line of a document; the number counts from 1. */
interface Line {
  readonly text: string;
  readonly number: number;
}

/** A Markdown file of the project, taken apart. */
export interface Document {
  /** Path from the project's folder. */
  readonly file: string;
  /** Lines that are neither code nor rows of a table. */
  readonly prose: readonly Line[];
  /** Lines of code blocks, indented or fenced. */
  readonly code: readonly Line[];
  readonly text: string;
  /** Files whose whole text it shows, by the path in a comment that begins a fenced block. */
  readonly shown: readonly ShownFile[];
  /** What stands between backticks. */
  readonly spans: readonly Line[];
  /** Targets of links. */
  readonly links: readonly Line[];
  /** Headings as anchors, the way GitHub makes them. */
  readonly anchors: readonly string[];
  /** Rows of tables; `head` has the titles of their columns. */
  readonly rows: readonly { readonly head: readonly string[]; readonly cells: readonly string[] }[];
}

/** A file that a document shows, for its reader to write. */
export interface ShownFile {
  /** From the folder of the reader's own scenarios, or of the project. */
  readonly path: string;
  readonly text: string;
}

/** Written by a program from a run: as wide as its figures. */
const generated = new Set(["docs/results.md", "docs/catalogue.md"]);

/** All documents that people write, as they are in the project's folder. */
export function readDocuments(): Document[] {
  const files = [".", "docs", "docs/decisions", "docs/guides", "reports", "node-image"].flatMap((folder) =>
    readdirSync(join(projectFolder, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name)),
  );
  return files.filter((file) => !generated.has(file)).map(readDocument);
}

/** One document by its path from the project's folder. */
export function readDocument(file: string): Document {
  return parseDocument(file, readFileSync(join(projectFolder, file), "utf8"));
}

/** Takes the text of a document apart. */
export function parseDocument(file: string, text: string): Document {
  const lines = text.split("\n").map((line, index) => ({ text: line, number: index + 1 }));
  const prose: Line[] = [];
  const code: Line[] = [];
  const rows: Document["rows"][number][] = [];
  let fenced = false;
  let head: readonly string[] = [];
  let before = "";
  for (const line of lines) {
    const isFence = line.text.trimStart().startsWith("```");
    if (isFence) fenced = !fenced;
    else if (fenced || isIndented(line.text, before)) code.push(line);
    else if (line.text.startsWith("|")) {
      const cells = cellsOf(line.text);
      if (!before.startsWith("|")) head = cells;
      else if (!/^\|[\s|:-]+$/.test(line.text)) rows.push({ head, cells });
    } else prose.push(line);
    if (!isFence) before = line.text;
  }
  const tables = lines.filter((line) => line.text.startsWith("|"));
  const words = [joined(prose), ...tables];
  return {
    file,
    prose,
    code,
    rows,
    text,
    shown: shownIn(text),
    spans: words.flatMap(spansOf),
    links: words.flatMap(linksOf),
    anchors: prose.flatMap(({ text: words }) => (/^#+ /.test(words) ? [anchorOf(words)] : [])),
  };
}

/** Whether a path from the project's folder leads to something. */
export function exists(path: string): boolean {
  return existsSync(join(projectFolder, path));
}

/** What stands between backticks in a cell of a table. */
export function codeIn(cell: string): string[] {
  return spansOf({ text: cell, number: 0 }).map(({ text }) => text);
}

function shownIn(text: string): ShownFile[] {
  const blocks = text.matchAll(/^```(?:ts|yaml)\n(?:\/\/|#) (\w[\w./-]*\.(?:ts|yaml))\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, path = "", rest = ""]) => ({ path, text: rest }));
}

/** Four spaces begin code after an empty line or more code; elsewhere they go on with an item of a list. */
function isIndented(text: string, before: string): boolean {
  return text.startsWith("    ") && (before === "" || before.startsWith("    "));
}

/** Cells of a row; a bar within backticks, or after a backslash, is no border. */
function cellsOf(row: string): string[] {
  return partsOf(row)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** Prose as one line, because a span may go on in the next: numbers are of the paragraph's first line. */
function joined(prose: readonly Line[]): Line {
  return { text: prose.map(({ text }) => text.trim()).join("\n"), number: prose[0]?.number ?? 0 };
}

function spansOf({ text, number }: Line): Line[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => ({
    text: String(match[1]).replaceAll("\n", " "),
    number: number + countLines(text, match.index),
  }));
}

function linksOf({ text, number }: Line): Line[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => ({
    text: String(match[1]),
    number: number + countLines(text, match.index),
  }));
}

function countLines(text: string, end: number): number {
  return text.slice(0, end).split("\n").length - 1;
}

function anchorOf(heading: string): string {
  const words = heading.replace(/^#+ /, "").toLowerCase();
  return words.replaceAll(/[^\p{Letter}\p{Number} _-]/gu, "").replaceAll(" ", "-");
}
