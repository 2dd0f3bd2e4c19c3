import type { Verdict } from "../../model/verdict.ts";
import { width } from "./axis.ts";
import { html, type Markup } from "./markup.ts";
import { box } from "./strip.ts";
import { limitInWords, rangeInWords } from "./words.ts";

const height = 18;

/** Measured bounds as a bar against the limit, what was to be expected behind it; nothing where one is missing. */
export function boundsBar({ measuredMs, limitMs, expectedMs, outcome }: Verdict): Markup {
  if (measuredMs === undefined || limitMs === undefined) return html``;
  const [least, most] = measuredMs;
  const end = 1.12 * Math.max(limitMs, most ?? least * 1.2, expectedMs?.[1] ?? 0, 1);
  const x = (ms: number) => Math.round((Math.max(0, ms) / end) * width * 10) / 10;
  const expected =
    expectedMs === undefined
      ? ""
      : html`<path class="expected" fill="#8a97a6" fill-opacity=".3" d="${box(x(expectedMs[0]), x(expectedMs[1]), 0, height)}"/>`;
  const sure = html`<path class="m-sure v-${outcome}" fill="#44546a" d="${box(0, Math.max(x(least), 1), 5, 8)}"/>`;
  const possible = html`<path class="m-possible v-${outcome}" stroke="#44546a" fill="url(#possible)" d="${box(x(least), most === null ? width : x(most), 5, 8)}"/>`;
  const text = [
    `measured ${rangeInWords(measuredMs)}`,
    `limit ${limitInWords(limitMs)}`,
    expectedMs === undefined ? "" : `expected ${rangeInWords(expectedMs)}`,
  ];
  return html`<svg class="bar" role="img" width="100%" height="${height}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none"><title>${text.filter(Boolean).join(", ")}</title><path class="rail" stroke="#bbb" d="M0 9H${width}"/>${expected}${possible}${sure}<path class="limit" stroke="#222" d="M${x(limitMs)} 0V${height}"/></svg>`;
}
