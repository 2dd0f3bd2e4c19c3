import { closeSync, openSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isProcess, processStart } from "./process-start.ts";

/** A process's hold on what a path stands for, of which nobody else can have one while it lives. */
export interface Ticket {
  /** Lets others have it; idempotent. */
  release(): void;
}

/** Who has it instead. */
export interface TicketHolder {
  readonly pid: number;
}

/**
 * Takes what a path stands for, for this process; returns its ticket, or the living process that has one, itself
 * included. Each holder makes a file of its own beside the path, named for its process and the time at which that began,
 * and only then looks for others: of two that come at the same time at least one sees the other, and what a dead one left
 * is never mistaken for a living one's. Throws what the file system says.
 */
export function takeTicket(path: string): Ticket | TicketHolder {
  const mine = `${prefixOf(path)}${process.pid}-${processStart(process.pid) ?? ""}`;
  const own = join(dirname(path), mine);
  try {
    closeSync(openSync(own, "wx", 0o600));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return { pid: process.pid };
    throw cause;
  }
  const release = () => rmSync(own, { force: true });
  const other = otherHolder(path, mine);
  if (other === undefined) return { release };
  release();
  return { pid: other };
}

/** The living process that has a ticket, but for the holder of this one; what dead ones left is removed. */
function otherHolder(path: string, mine: string): number | undefined {
  const prefix = prefixOf(path);
  for (const name of readdirSync(dirname(path))) {
    const [, pid, started] = /^(\d+)-(.*)$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : "") ?? [];
    if (name === mine || pid === undefined) continue;
    if (isProcess(Number(pid), started)) return Number(pid);
    rmSync(join(dirname(path), name), { force: true });
  }
  return undefined;
}

function prefixOf(path: string): string {
  return `${basename(path)}.writer-`;
}
