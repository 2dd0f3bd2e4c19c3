import { existsSync } from "node:fs";
import { hold } from "../host/clock.ts";
import { type About, describeTicket, giveBack, readTicket, type Ticket, takeTicket, ticketsBefore } from "./ticket.ts";

/** How often it is looked whether it is one's turn, milliseconds; a look reads a folder of a few names. */
const lookMs = 500;

/** How often a person is told who is waited for, milliseconds. */
const tellMs = 15_000;

/** Who has the turn that one waits for. */
export interface Holder {
  readonly pid: number;
  /** What it says of itself; undefined where that cannot be read. */
  readonly about: About | undefined;
  /** How many more come before. */
  readonly others: number;
}

/** The right to use an engine's machine: until it is disposed of, or its process dies, everybody else waits. */
export interface Turn extends Disposable {
  /** Tells those who wait what is run now, and on which cluster; never throws. */
  says(what: string, cluster: string): void;
}

/** How long one waits, and who is told. */
export interface Waiting {
  /** Milliseconds; 0 does not wait. */
  readonly limitMs: number;
  /** Ends the waiting at once, with its reason. */
  readonly signal: AbortSignal;
  /** Told at once, and from then on every 15 s. */
  onWait(holder: Holder): void;
}

/**
 * Waits in a queue's folder until this process is the first of the living, in the order in which they came. Returns the
 * turn, or who has it when the time is over; throws the signal's reason, and what the file system says. Whoever does not
 * get a turn leaves no ticket.
 */
export async function awaitTurn(
  folder: string,
  what: string,
  { limitMs, signal, onWait }: Waiting,
): Promise<{ readonly turn: Turn } | { readonly holder: Holder }> {
  const end = performance.now() + limitMs;
  let mine = takeTicket(folder, { what, since: new Date().toISOString() });
  let tellAt = 0;
  try {
    for (;;) {
      // Somebody may have emptied the folder.
      if (!existsSync(mine.file)) mine = takeTicket(folder, { what, since: new Date().toISOString() });
      const [first, ...others] = ticketsBefore(folder, mine);
      if (first === undefined) return { turn: begin(mine, what) };
      const holder = { pid: first.pid, about: readTicket(first), others: others.length };
      if (performance.now() >= end) {
        giveBack(mine);
        return { holder };
      }
      if (limitMs > 0 && performance.now() >= tellAt) {
        onWait(holder);
        tellAt = performance.now() + tellMs;
      }
      await hold(Math.min(lookMs, Math.max(0, end - performance.now())), signal);
    }
  } catch (error) {
    giveBack(mine);
    throw error;
  }
}

function begin(ticket: Ticket, what: string): Turn {
  const since = new Date().toISOString();
  describeTicket(ticket, { what, since });
  return {
    says: (now, cluster) => {
      try {
        describeTicket(ticket, { what: now, since, cluster });
      } catch {
        // A full disk, a folder that was deleted: those who wait know less, and the run is the same.
      }
    },
    [Symbol.dispose]: () => giveBack(ticket),
  };
}

/** Who has the turn, in words: "process 4711 (etcd-minority since 12:03, cluster kc-ha-3cp-3w-4f2a)". */
export function describeHolder({ pid, about, others }: Holder, now = new Date()): string {
  const more = others === 0 ? "" : `, and ${others} before this one`;
  if (about === undefined) return `process ${pid}${more}`;
  const { what, since, cluster } = about;
  const where = cluster === undefined ? "" : `, cluster ${cluster}`;
  return `process ${pid} (${what} since ${clockTime(new Date(since), now)}${where})${more}`;
}

/** "12:03" of this machine's own time, with the date before it where that is not today. */
function clockTime(time: Date, now: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
  if (time.toDateString() === now.toDateString()) return clock;
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock}`;
}
