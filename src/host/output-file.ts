import { randomBytes } from "node:crypto";
import { closeSync, constants, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { messageOf, UsageError } from "../model/errors.ts";

/**
 * Writes a whole file, or leaves what was there: a new file beside it takes its name when it is on the disk. A file of
 * that name that is a symbolic link, a folder or a device is refused with UsageError, so that nothing outside of the
 * folder is ever written, whoever made it. A text may come in pieces, which are made as they are written. Throws what the
 * file system says otherwise, and what making a piece throws.
 */
export function replaceFile(path: string, text: string | Iterable<string>, mode = 0o644): void {
  mustBeOwnFile(path);
  const part = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
  const descriptor = openSync(part, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
  try {
    try {
      for (const piece of typeof text === "string" ? [text] : text) writeFileSync(descriptor, piece);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** The same for a file that a person named: whatever keeps it from being written is a UsageError with its path. */
export function writeOutput(path: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${path}: cannot be written: ${messageOf(cause)}`, { cause });
  }
}

/** Opens a file for appending and reading, made where it is missing; refuses as `replaceFile` does. Returns its descriptor. */
export function openToAppend(path: string, mode = 0o644): number {
  mustBeOwnFile(path);
  const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  return openSync(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode);
}

function mustBeOwnFile(path: string): void {
  let found: ReturnType<typeof lstatSync>;
  try {
    found = lstatSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw new UsageError(`${path}: cannot be written: ${messageOf(cause)}`, { cause });
  }
  if (found === undefined || found.isFile()) return;
  const what = found.isSymbolicLink() ? "a symbolic link" : found.isDirectory() ? "a folder" : "a pipe or a device";
  throw new UsageError(`${path}: is ${what}: it is not written through, remove it first`);
}
