import { html, type Markup } from "./markup.ts";

/**
 * Words in a box of a picture, in the middle of its height: on a ground of their own, so that no line runs through them,
 * with an ellipsis where they do not fit, and none at all where not even four letters do (`.words` of style.ts).
 */
export function stripWords(text: string, height: number, end: "left" | "right" = "left"): Markup {
  return html`<foreignObject width="100%" height="${height}"><div class="words to-${end}"><span>${text}</span></div></foreignObject>`;
}
