import { type Content, html, type Markup } from "./markup.ts";

/** One row of the timeline. */
export interface TimelineRow {
  readonly name: Content;
  readonly picture: Content;
  /** What is told in figures beside the picture. */
  readonly figure: Content;
  /** Its place among the lanes of the page, if it is one of them. */
  readonly lane?: number;
}

/** A row as a list's item: its name, its picture, its figure. */
export function timelineRow({ name, picture, figure, lane }: TimelineRow): Markup {
  return html`<li class="row"${lane === undefined ? "" : html` data-lane="${lane}"`}><span class="name">${name}</span><span class="track">${picture}</span><span class="figure">${figure}</span></li>`;
}

/** Rows under a heading of their own; nothing where there are none. */
export function rowGroup(title: Content, rows: readonly Markup[]): Markup {
  if (rows.length === 0) return html``;
  return html`<h3 class="lanes">${title}</h3><ul class="rows">${rows}</ul>`;
}
