import { readFileSync, writeFileSync } from "node:fs";
import { atBeginning, checksumTag } from "../../src/journal/checksum.ts";
import { sealLines } from "../../src/journal/seal-lines.ts";

/** The lines of a journal's text, without checksums. */
export function unsealed(text: string): string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith(checksumTag));
}

/** The text of a journal of these lines, with checksums as a writer puts them. */
export function sealed(lines: readonly string[]): string {
  return sealLines(lines, atBeginning).bytes.toString();
}

/** Writes a journal over by its own lines changed, with checksums that fit: as if it had been recorded so. */
export function rewriteJournal(path: string, change: (lines: string[]) => readonly string[]): void {
  writeFileSync(path, sealed(change(unsealed(readFileSync(path, "utf8")))));
}
