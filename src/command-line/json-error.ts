import { CommanderError } from "commander";
import { isMachineError, messageOf, PlatformError, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import { hasPrinted, toStdout } from "../terminal/output.ts";

/** What `--json` prints in the place of a result; the shape is version 1 of docs/json.md. */
export interface JsonError {
  readonly version: 1;
  readonly ok: false;
  readonly error: {
    /** Stable: "usage", "interrupted", "queue", "bug", a code of a PlatformError, or the system's, such as "ENOSPC". */
    readonly code: string;
    readonly message: string;
  };
}

/**
 * Whether a command line asks for JSON, before it is parsed, because what is wrong with it may be why it cannot be: what
 * follows "--" is no option.
 */
export function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).includes("--json");
}

/** The code of anything that was thrown. */
export function errorCodeOf(error: unknown): string {
  if (error instanceof UsageError || error instanceof CommanderError) return "usage";
  if (error instanceof PlatformError) return error.code;
  return isMachineError(error) ? (error.code ?? "machine") : "bug";
}

/** The words of anything that was thrown, on one line, without the "error: " that commander puts before its own. */
export function errorWordsOf(error: unknown): string {
  return plainText(messageOf(error).trim()).replace(/^error: /, "");
}

/**
 * Prints an error as JSON on standard output where that was asked for and no result was printed there; one document is
 * all that ever comes.
 */
export function tellJsonError(code: string, message: string, args: readonly string[] = process.argv.slice(2)): void {
  if (!asksForJson(args) || hasPrinted()) return;
  const told: JsonError = { version: 1, ok: false, error: { code, message: plainText(message) } };
  toStdout(`${JSON.stringify(told, null, 2)}\n`);
}
