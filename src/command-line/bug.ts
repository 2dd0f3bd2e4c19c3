import { messageOf } from "../model/errors.ts";

/** What is said of an error that nobody expected: whoever mends it needs where it came from. */
export function describeBug(error: unknown): string {
  return `chaos: this is a bug\n${stackOf(error)}\n`;
}

/** Where an error came from, for any thrown value. */
function stackOf(error: unknown): string {
  return error instanceof Error && typeof error.stack === "string" ? error.stack : messageOf(error);
}
