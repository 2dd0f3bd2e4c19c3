import { closeSync, openSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { processStart } from "../host/process-start.ts";
import { UsageError } from "../model/errors.ts";

/** A writer's hold on a file, in whose folder nobody else can have one while its process lives. */
export interface WriterLock {
  /** Lets others write; idempotent. */
  release(): void;
}

/**
 * Takes a file for this process to write; throws UsageError where a living process has it. Each holder makes a file of
 * its own beside it, named for its process and the time at which that began, and only then looks for others: of two that come at
 * the same time at least one sees the other, and what a dead one left is never mistaken for a living one's.
 */
export function lockForWriting(path: string): WriterLock {
  const mine = `${lockPrefix(path)}${process.pid}-${processStart(process.pid) ?? ""}`;
  const own = join(dirname(path), mine);
  try {
    closeSync(openSync(own, "wx", 0o644));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") throw taken(path, process.pid);
    throw cause;
  }
  const release = () => rmSync(own, { force: true });
  const other = otherWriter(path, mine);
  if (other === undefined) return { release };
  release();
  throw taken(path, other);
}

/** The living process that writes a file, but for the holder of this lock; what dead ones left is removed. */
function otherWriter(path: string, mine: string): number | undefined {
  const prefix = lockPrefix(path);
  for (const name of readdirSync(dirname(path))) {
    const [, pid, started] = /^(\d+)-(.*)$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : "") ?? [];
    if (name === mine || pid === undefined) continue;
    if (processStart(Number(pid)) === started) return Number(pid);
    rmSync(join(dirname(path), name), { force: true });
  }
  return undefined;
}

function lockPrefix(path: string): string {
  return `${basename(path)}.writer-`;
}

function taken(path: string, pid: number): UsageError {
  return new UsageError(`${path} is being written by process ${pid}: one process writes a journal at a time`);
}
