import { join } from "node:path";
import { replaceFile } from "../host/output-file.ts";
import { messageOf, PlatformError, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { WrittenForm } from "../model/reporter.ts";
import { toStderr } from "../terminal/output.ts";

/**
 * Writes every form of a result into a folder; returns the files. A reporter that throws is named to `complain` and
 * stops no other; files that cannot be written do not either, and throw one PlatformError at the end that names all.
 */
export async function writeResultFiles<Input>(
  folder: string,
  forms: readonly WrittenForm<Input>[],
  input: Input,
  complain: (line: string) => void = (line) => toStderr(`chaos: ${line}\n`),
): Promise<string[]> {
  const written: string[] = [];
  const refused: Refused[] = [];
  for (const form of forms) {
    const file = join(folder, form.file);
    try {
      replaceFile(file, form.pieces === undefined ? await text(form, input) : pieces(form.pieces(input)));
      written.push(file);
    } catch (cause) {
      if (cause instanceof ReporterError)
        complain(`the reporter of ${form.file} failed: ${plainText(messageOf(cause.cause))}`);
      else refused.push({ name: form.file, cause });
    }
  }
  if (refused.length > 0) throw refusalOf(folder, refused);
  return written;
}

interface Refused {
  readonly name: string;
  readonly cause: unknown;
}

/** One sentence for each reason, with all files that it kept from being written. */
function refusalOf(folder: string, refused: readonly Refused[]): PlatformError {
  const byReason = Map.groupBy(refused, ({ cause }) => reasonOf(cause));
  const sentences = [...byReason].map(([reason, those]) =>
    those[0]?.cause instanceof UsageError
      ? reason
      : `${folder}: ${those.map(({ name }) => name).join(", ")} cannot be written: ${reason}`,
  );
  return new PlatformError("result-file", sentences.join("; "), { cause: refused[0]?.cause });
}

/** What the file system says, without the call and the path that Node adds after a comma. */
function reasonOf(cause: unknown): string {
  return cause instanceof UsageError ? cause.message : messageOf(cause).replace(/, .*$/s, "");
}

/** What a reporter threw, told from what writing its text throws. */
class ReporterError extends Error {}

async function text<Input>(form: WrittenForm<Input>, input: Input): Promise<string> {
  try {
    return await form.render(input);
  } catch (cause) {
    throw new ReporterError("render", { cause });
  }
}

function* pieces(made: Iterable<string>): Generator<string> {
  try {
    yield* made;
  } catch (cause) {
    throw new ReporterError("pieces", { cause });
  }
}
