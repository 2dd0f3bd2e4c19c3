import { type Acceptance, readAcceptances } from "../audit/acceptance.ts";
import { readInputFile } from "../host/input-file.ts";
import { messageOf, UsageError } from "../model/errors.ts";

/** Far longer than any list of acceptances. */
const mostBytes = 4 * 2 ** 20;

/**
 * The findings that are lived with, of the file that `--accept` names; none without one. Throws UsageError with the option
 * before what is wrong. Severities are those that findings have, the worst first; an audit's where they are left out.
 */
export function acceptancesOf(
  file: string | undefined,
  checks: readonly string[],
  severities?: readonly string[],
): Acceptance[] {
  if (file === undefined) return [];
  try {
    return readAcceptances(readInputFile(file, { mostBytes }), file, checks, severities);
  } catch (error) {
    throw new UsageError(`--accept ${messageOf(error).split("\n")[0]}`, { cause: error });
  }
}
