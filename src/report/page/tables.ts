import { type Content, html, type Markup } from "./markup.ts";

/** A column of a table: its heading, and whether it holds numbers. */
export type Column = string | { readonly name: string; readonly numbers: true };

/** A cell: what it shows, or that and the number that it is sorted by. */
export type Cell = Content | { readonly shown: Content; readonly by: number };

/** A column of numbers. */
export function numbers(name: string): Column {
  return { name, numbers: true };
}

/** A cell that shows a number as it is. */
export function count(value: number): Cell {
  return { shown: value.toLocaleString("en-US"), by: value };
}

/** A table that can be sorted by any column where scripts run; its first column names the row. */
export interface SortableTable {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Rows of one table at most: an outage a second for an hour is more than anybody reads, and all of it is in report.json. */
const mostRows = 300;

/** So many rows of a table are printed, as the style sheet has it (`.sortable` in print). */
const mostPrinted = 6;

/** A table with its caption, headings and rows; nothing where it has no rows. */
export function sortableTable({ caption, columns, rows }: SortableTable): Markup {
  if (rows.length === 0) return html``;
  const right = columns.map((column) => typeof column === "object");
  const cell = (content: Cell, index: number): Markup => {
    const [shown, by] = isSorted(content) ? [content.shown, html` data-by="${content.by}"`] : [content, ""];
    const of = right[index] ? html` class="n"` : "";
    return index === 0 ? html`<th scope="row"${by}>${shown}</th>` : html`<td${of}${by}>${shown}</td>`;
  };
  const head = columns.map(
    (column) =>
      html`<th scope="col"${typeof column === "object" ? html` class="n"` : ""}>${typeof column === "object" ? column.name : column}</th>`,
  );
  const left = rows.length - mostRows;
  const body = rows.slice(0, mostRows).map((row) => html`<tr>${row.map(cell)}</tr>`);
  const unprinted = rows.length - mostPrinted;
  const onPaper = unprinted > 0 ? html`<p class="on-paper">and ${unprinted} more in the page</p>` : "";
  const more = left > 0 ? html`${onPaper}<p class="on-screen">and ${left} more, not shown here</p>` : onPaper;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="sortable"><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${more}`;
}

/** A section that is folded: its summary is its heading. */
export function folded(id: string, title: Content, body: Content, open = false): Markup {
  return html`<details id="${id}" class="fold"${open ? html` open` : ""}><summary><h2>${title}</h2></summary>${body}</details>`;
}

function isSorted(cell: Cell): cell is Exclude<Cell, Content> {
  return typeof cell === "object" && "by" in cell;
}
