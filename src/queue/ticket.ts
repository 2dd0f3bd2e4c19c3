import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readInputFile } from "../host/input-file.ts";
import { replaceFile } from "../host/output-file.ts";
import { isProcess, processStart } from "../host/process-start.ts";

const aboutSchema = z.strictObject({
  /** What is run, in a person's words: the scenario's name, "calibrate". */
  what: z.string(),
  /** Since when it waits, or since when it has its turn; UTC. */
  since: z.string(),
  /** The cluster that it uses now; none before it has one. */
  cluster: z.string().optional(),
});
/** What a ticket says of the work of its process, for people who wait. */
export type About = z.infer<typeof aboutSchema>;

/** A place in the queue: that of one process, known by its number and the time at which the kernel started it. */
export interface Ticket {
  readonly number: number;
  readonly pid: number;
  readonly started: string;
  readonly file: string;
}

/** Far longer than any ticket: six short values. */
const limits = { mostBytes: 65_536 } as const;

/** Number, process and its start; the number first, so that the names say who came before whom. */
const nameForm = /^(\d{1,12})-(\d{1,10})-(\w*)\.json$/;

/**
 * Takes the last place of a queue for this process; throws what the file system says. Each comer writes a ticket whose
 * number is above all that it sees, and only then looks again: where another one's is above its own by then, it may have
 * been numbered while nobody could see it, and it takes a new one. So of two living tickets the owner of the later has
 * always seen the earlier, and the highest never goes back: somebody is always served.
 */
export function takeTicket(folder: string, about: About): Ticket {
  for (;;) {
    const number = Math.max(0, ...livingTickets(folder).map((ticket) => ticket.number)) + 1;
    const started = processStart(process.pid) ?? "";
    const name = `${String(number).padStart(12, "0")}-${process.pid}-${started}.json`;
    const mine: Ticket = { number, pid: process.pid, started, file: join(folder, name) };
    describeTicket(mine, about);
    if (!livingTickets(folder).some((other) => order(mine, other) < 0)) return mine;
    giveBack(mine);
  }
}

/** Says what a ticket is for, whole or not at all; throws what the file system says. */
export function describeTicket({ file }: Ticket, about: About): void {
  replaceFile(file, `${JSON.stringify(about)}\n`, 0o600);
}

/** Gives up a place; idempotent. */
export function giveBack({ file }: Ticket): void {
  rmSync(file, { force: true });
}

/** The living tickets that come before one, the first in the queue first. */
export function ticketsBefore(folder: string, mine: Ticket): Ticket[] {
  return livingTickets(folder).filter((other) => order(other, mine) < 0);
}

/** The tickets of processes that live, the first in the queue first; what dead ones left is removed. */
function livingTickets(folder: string): Ticket[] {
  const tickets: Ticket[] = [];
  for (const name of readdirSync(folder)) {
    const [, number, pid, started] = nameForm.exec(name) ?? [];
    if (number === undefined || started === undefined) continue;
    const ticket = { number: Number(number), pid: Number(pid), started, file: join(folder, name) };
    if (isProcess(ticket.pid, started)) tickets.push(ticket);
    // The name is that of one process for good: nobody else's can be hit.
    else giveBack(ticket);
  }
  return tickets.toSorted(order);
}

/** What a ticket says; undefined where it is gone by now, or cannot be read. */
export function readTicket({ file }: Ticket): About | undefined {
  try {
    return aboutSchema.parse(JSON.parse(readInputFile(file, limits)));
  } catch {
    return undefined; // Whoever waits knows its process all the same.
  }
}

/** Below 0 where the first comes before the second; the same for whoever compares. */
function order(one: Ticket, other: Ticket): number {
  return one.number - other.number || one.pid - other.pid || one.started.localeCompare(other.started);
}
