import { type Ticket, takeTicket } from "../host/ticket.ts";
import { UsageError } from "../model/errors.ts";

/** A writer's hold on a file, in whose folder nobody else can have one while its process lives. */
export type WriterLock = Ticket;

/** Takes a file for this process to write; throws UsageError where a living process has it. */
export function lockForWriting(path: string): WriterLock {
  const taken = takeTicket(path);
  if ("release" in taken) return taken;
  throw new UsageError(`${path} is being written by process ${taken.pid}: one process writes a journal at a time`);
}
