import { join } from "node:path";
import { replaceFile } from "../host/output-file.ts";
import { messageOf, PlatformError, UsageError } from "../model/errors.ts";
import type { ResultForm } from "../model/reporter.ts";
import { toStderr } from "../terminal/output.ts";

/** What writing needs of a reporter of a run or of a suite. */
type Form<Input> = Pick<ResultForm<Input>, "file" | "render">;

/**
 * Writes every form of a result into a folder; returns the files. A reporter that throws is named to `complain` and
 * stops no other; a file that cannot be written does not either, and throws PlatformError at the end.
 */
export async function writeResultFiles<Input>(
  folder: string,
  forms: readonly Form<Input>[],
  input: Input,
  complain: (line: string) => void = (line) => toStderr(`chaos: ${line}\n`),
): Promise<string[]> {
  const written: string[] = [];
  const refused: PlatformError[] = [];
  for (const form of forms) {
    const text = rendered(form, input, complain);
    if (text === undefined) continue;
    const file = join(folder, form.file);
    try {
      replaceFile(file, text);
      written.push(file);
    } catch (cause) {
      refused.push(new PlatformError("result-file", describeRefusal(file, cause), { cause }));
    }
  }
  if (refused[0] !== undefined) throw refused[0];
  return written;
}

function describeRefusal(file: string, cause: unknown): string {
  return cause instanceof UsageError ? cause.message : `${file} cannot be written: ${messageOf(cause)}`;
}

function rendered<Input>(form: Form<Input>, input: Input, complain: (line: string) => void): string | undefined {
  try {
    return form.render(input);
  } catch (error) {
    complain(`the reporter of ${form.file} failed: ${messageOf(error)}`);
    return undefined;
  }
}
