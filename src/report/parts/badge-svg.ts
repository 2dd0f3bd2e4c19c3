import type { Outcome } from "../../model/outcome.ts";
import { html, type Markup } from "../page/markup.ts";

/** Dark enough under white letters for a contrast of 4.5 to 1 and more (WCAG 2.2, 1.4.3), whatever lies around them. */
const colors: Readonly<Record<Outcome, string>> = { pass: "#1a7f37", inconclusive: "#8a5a00", fail: "#b3261e" };
const marks: Readonly<Record<Outcome, string>> = { pass: "✓", inconclusive: "?", fail: "✗" };

/** Longer names are cut; the whole one is in the title. */
const mostCharacters = 60;

/** Pixels of a character of Verdana at 11 px, about; `textLength` then makes the text fit exactly. */
const characterWidth = 6.6;
const wideCharacterWidth = 11;
const padding = 6;
const height = 20;

/**
 * A badge as SVG: what it is about at the left, what it came to at the right, in words, a sign and a colour; `remark` is
 * what no outcome is told without.
 */
export function badgeSvg(subject: string, outcome: Outcome, title: string, remark?: string): string {
  const characters = Array.from(subject);
  const name = characters.length <= mostCharacters ? subject : `${characters.slice(0, mostCharacters - 1).join("")}…`;
  const words = `${marks[outcome]} ${outcome}${remark === undefined ? "" : ` (${remark})`}`;
  const [left, right] = [boxWidth(name), boxWidth(words)];
  const width = left + right;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">${title}</title>
<clipPath id="round"><rect width="${width}" height="${height}" rx="3"/></clipPath>
<g clip-path="url(#round)">
<rect width="${left}" height="${height}" fill="#3b4048"/>
<rect x="${left}" width="${right}" height="${height}" fill="${colors[outcome]}"/>
</g>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="2.5" fill="none" stroke="#8b949e"/>
<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
${textAt(name, 0)}
${textAt(words, left)}
</g>
</svg>`.text;
}

function textAt(text: string, left: number): Markup {
  return html`<text x="${left + padding}" y="14" textLength="${textWidth(text)}" lengthAdjust="spacingAndGlyphs">${text}</text>`;
}

function boxWidth(text: string): number {
  return textWidth(text) + 2 * padding;
}

/** East Asian characters and pictures are about as wide as they are high. */
function textWidth(text: string): number {
  const widths = Array.from(text, (one) => ((one.codePointAt(0) ?? 0) >= 0x1100 ? wideCharacterWidth : characterWidth));
  return Math.round(widths.reduce((sum, one) => sum + one, 0));
}
