import { plainOutput } from "../model/plain-text.ts";
import { terminalOf } from "./terminal.ts";

/** The colours and weights of `colorsOf`, and no other sequence: bold, dim, red, green, yellow, and their ends. */
const ownPaint = new RegExp(`${String.fromCharCode(27)}\\[(?:1|2|22|31|32|33|39)m`, "g");

/**
 * Prints whole lines on standard output, where results go. Everything that is printed goes through here or `toStderr`:
 * whatever is in the text, no control character reaches the terminal but line ends, and colours where it shows them.
 */
export function toStdout(text: string): void {
  process.stdout.write(inert(text, terminalOf(process.stdout).color));
}

/** Prints whole lines on standard error, where progress and problems go. */
export function toStderr(text: string): void {
  process.stderr.write(inert(text, terminalOf(process.stderr).color));
}

/** The text without anything that a terminal obeys; with the harness's own colours where these are wanted. */
export function inert(text: string, color: boolean): string {
  if (!color) return plainOutput(text);
  const paint = text.match(ownPaint) ?? [];
  const parts = text.split(ownPaint).map(plainOutput);
  return parts.map((part, index) => part + (paint[index] ?? "")).join("");
}
