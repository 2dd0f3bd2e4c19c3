import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { messageOf, UsageError } from "../model/errors.ts";

/**
 * Makes a new folder, named for what ran and the UTC time of its start, with a number behind it where another one began
 * in the same second.
 */
export async function makeRunFolder(reports: string, what: string, started: Date): Promise<string> {
  const stem = join(reports, `${what}-${started.toISOString().replaceAll(/[-:]/g, "").replace(/\.\d+/, "")}`);
  await mkdir(reports, { recursive: true }).catch((error: unknown) => {
    throw new UsageError(`--reports ${reports}: no folder can be made there: ${messageOf(error)}`, { cause: error });
  });
  for (let attempt = 1; ; attempt++) {
    const folder = attempt === 1 ? stem : `${stem}-${attempt}`;
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST")
        throw new UsageError(`${folder} cannot be made: ${messageOf(error)}`);
    }
  }
}

/** What ran in a folder that `makeRunFolder` made. */
export function ranIn(folder: string): string {
  return basename(folder).replace(/-\d{8}T\d{6}Z(-\d+)?$/, "");
}

/** The name of a run: that of its folder. */
export function runName(folder: string): string {
  return basename(folder);
}
