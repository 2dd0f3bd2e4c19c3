import { hashOf } from "./client/moment-hash.ts";
import { html, type Markup } from "./markup.ts";
import { moment } from "./words.ts";

/** A moment of the run as a link to it in the timeline: where scripts run, the page goes there. */
export function momentLink(ms: number): Markup {
  return html`<a class="t" href="${hashOf(ms)}">${moment(ms)}</a>`;
}
