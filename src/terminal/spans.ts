import stringWidth from "string-width";
import { plainText } from "../model/plain-text.ts";
import { cut } from "./layout.ts";

/** A piece of a line, painted when its length is settled. */
export interface Span {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/**
 * The pieces as one line of at most so many columns; what does not fit is cut off at the end. Texts may come from
 * anywhere: nothing in them is obeyed by a terminal.
 */
export function lineOf(spans: readonly Span[], width: number): string {
  let left = width;
  let line = "";
  for (const { text, paint = (plain: string) => plain } of spans) {
    if (left <= 0) break;
    const shown = cut(plainText(text), left);
    line += shown === "" ? "" : paint(shown);
    left -= stringWidth(shown);
  }
  return line;
}

/** A bar of so many columns, the given share of it filled: "████░░░░". */
export function bar(share: number, width: number): string {
  const filled = Math.round(Math.max(0, Math.min(1, share)) * width);
  return "█".repeat(filled) + "░".repeat(Math.max(0, width - filled));
}
