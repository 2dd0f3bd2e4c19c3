import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { messageOf, UsageError } from "../model/errors.ts";

/** What a file may be that somebody else wrote. */
export interface InputLimits {
  /** A longer file is refused. */
  readonly mostBytes: number;
  /** In a folder that came from elsewhere: its files are its own, and a symbolic link in it is refused. */
  readonly isForeign?: boolean;
}

/** Bytes that are read at once where nobody knows how many there are. */
const leastRoom = 65_536;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
  ENAMETOOLONG: "the name is too long for a file",
};

/**
 * Opens a file for reading, returns its descriptor. Throws UsageError where it is none, or is no regular file (a pipe
 * would be waited for, a device never ends), or is too long.
 */
export function openInputFile(path: string, { mostBytes, isForeign }: InputLimits): number {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | (isForeign === true ? constants.O_NOFOLLOW : 0);
  let descriptor: number;
  try {
    descriptor = openSync(path, flags);
  } catch (cause) {
    throw new UsageError(`${path}: ${whyNotOpened(cause, isForeign === true)}`, { cause });
  }
  const stat = fstatSync(descriptor);
  const problem = !stat.isFile()
    ? `is ${stat.isDirectory() ? "a folder" : "a pipe or a device"}, not a file`
    : stat.size > mostBytes
      ? `is longer than ${describeBytes(mostBytes)}`
      : undefined;
  if (problem === undefined) return descriptor;
  closeSync(descriptor);
  throw new UsageError(`${path}: ${problem}`);
}

/** The whole text of a file in UTF-8; throws as `openInputFile` does. */
export function readInputFile(path: string, limits: InputLimits): string {
  return readInputBytes(path, limits).toString("utf8");
}

/** The whole of a file; throws as `openInputFile` does. */
export function readInputBytes(path: string, limits: InputLimits): Buffer {
  const descriptor = openInputFile(path, limits);
  try {
    // As much room as it seems to need, and at least a byte in which its end shows.
    const { size } = fstatSync(descriptor);
    let room = Buffer.allocUnsafeSlow(Math.max(Math.min(limits.mostBytes, size), leastRoom) + 1);
    const parts: Buffer[] = [];
    let length = 0;
    // Its size is not trusted: a file may grow, and those of /proc say 0.
    for (let read = readSync(descriptor, room); read > 0; read = readSync(descriptor, room)) {
      parts.push(room.subarray(0, read));
      length += read;
      if (length > limits.mostBytes) throw new UsageError(`${path}: is longer than ${describeBytes(limits.mostBytes)}`);
      room = read < room.length ? room.subarray(read) : Buffer.allocUnsafeSlow(leastRoom);
    }
    const [first] = parts;
    return first !== undefined && parts.length === 1 ? first : Buffer.concat(parts);
  } finally {
    closeSync(descriptor);
  }
}

function whyNotOpened(cause: unknown, isForeign: boolean): string {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "ELOOP")
    return isForeign ? "is a symbolic link, which is not followed here" : "its symbolic links go round in a circle";
  return reasons[code ?? ""] ?? `cannot be read (${messageOf(cause)})`;
}

function describeBytes(bytes: number): string {
  const [unit, size] = bytes >= 2 ** 30 ? ["GiB", 2 ** 30] : bytes >= 2 ** 20 ? ["MiB", 2 ** 20] : ["KiB", 2 ** 10];
  return `${Math.round(bytes / Number(size))} ${unit}`;
}
