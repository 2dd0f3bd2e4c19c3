import { type Stats, statSync } from "node:fs";
import { messageOf, UsageError } from "../model/errors.ts";

/** Tells whether a path that a person named is a folder; undefined where nothing is there. Throws UsageError where nobody may look. */
export function isFolder(path: string): boolean | undefined {
  let found: Stats | undefined;
  try {
    found = statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw new UsageError(`${path}: cannot be read: ${messageOf(cause)}`, { cause });
  }
  return found?.isDirectory();
}
