import { rmdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { takeTicket } from "../host/ticket.ts";
import { PlatformError } from "../model/errors.ts";
import { claimFileOf, makeClusterFolder } from "./cluster-folder.ts";

/** How long it is waited for others that read or write a claim, milliseconds; each needs less than one. */
const patienceMs = 10_000;

/**
 * Does something of a moment with a cluster's claim while nobody else does so; the cluster's folder is gone afterwards
 * where nothing is in it. Throws PlatformError "in-use" where somebody who was stopped in the middle keeps it for long.
 */
export async function alone<T>(cluster: string, work: () => T): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const folder = makeClusterFolder(cluster);
    const taken = ticketIn(cluster);
    if (taken !== undefined && "release" in taken) {
      try {
        return work();
      } finally {
        taken.release();
        removeEmpty(folder);
      }
    }
    if (performance.now() > end)
      throw new PlatformError("in-use", `process ${taken?.pid} keeps the claim of ${cluster} from being read`);
    await sleep(2 + Math.random() * 20);
  }
}

function ticketIn(cluster: string): ReturnType<typeof takeTicket> | undefined {
  try {
    return takeTicket(claimFileOf(cluster));
  } catch (error) {
    // Whoever ended the use of the cluster has removed the folder meanwhile: it is made again.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // There is something in it, or others have removed it.
  }
}
