import { once } from "node:events";
import { createInterface } from "node:readline/promises";

/**
 * Asks a person a question that is answered with yes or no; anything but yes is no. Undefined where there is nobody to
 * ask: standard input or standard error is no terminal.
 */
export async function confirm(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D close it without an answer.
  const closed = once(lines, "close").then(() => "");
  try {
    return isYes(await Promise.race([lines.question(`${question} [y/N] `), closed]));
  } finally {
    lines.close();
  }
}

/** Whether an answer is yes, in English or by its first letter. */
export function isYes(answer: string): boolean {
  return /^\s*y(es)?\s*$/i.test(answer);
}
