import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../src/host/cache-folder.ts";
import { type Ticket, takeTicket } from "../src/host/ticket.ts";

/**
 * Keeps a long campaign on a cluster, whose runs go to one folder, alone: another one on that cluster, or for that
 * folder, throws, naming the process that it has to wait for.
 */
export function campaignTicket(cluster: string, reports: string): Ticket {
  mkdirSync(reports, { recursive: true });
  mkdirSync(cacheFolder(), { recursive: true });
  const tickets: Ticket[] = [];
  const release = () => {
    for (const ticket of tickets) ticket.release();
  };
  for (const path of [join(cacheFolder(), `campaign-on-${cluster}`), `${reports}.campaign`]) {
    const taken = takeTicket(path);
    if ("release" in taken) tickets.push(taken);
    else {
      release();
      throw new Error(`process ${taken.pid} runs a campaign there already: wait for it, or end it`);
    }
  }
  return { release };
}
