import { table } from "../src/report/parts/markdown-table.ts";

/** A table of the project's own words, which may be links and code; only what would end a cell is kept from doing so. */
export function ownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return table(head, rows, ownWords);
}

function ownWords(text: string): string {
  return text
    .replaceAll(/[\\|*]/g, "\\$&")
    .replaceAll("<", "&lt;")
    .replaceAll(/\s*\n\s*/g, " ");
}
