import { readFileSync } from "node:fs";

/** The text of a file of this system; undefined where there is none: another system than Linux, or an older kernel. */
export function systemText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Unknown is an answer.
    return undefined;
  }
}
