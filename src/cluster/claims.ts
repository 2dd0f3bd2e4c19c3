import { readFile, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { startOf } from "../host/process-start.ts";
import { claimFileOf, makeClusterFolder } from "./cluster-folder.ts";

const claimSchema = z.object({
  cluster: z.string(),
  /**
   * The harness process that uses or used the cluster, and when the kernel started it: a number alone may be another's
   * later.
   */
  pid: z.number().int(),
  started: z.string(),
  folder: z.string(),
  /** True when the person asked to keep the cluster after its run. */
  kept: z.boolean(),
});
export type Claim = z.infer<typeof claimSchema>;

/**
 * Takes a cluster for this process; false when another living process has it. The claim is a file, so that `clean` can
 * tell leftovers.
 */
export async function claimCluster(cluster: string, folder: string): Promise<boolean> {
  makeClusterFolder(cluster);
  const mine: Claim = { cluster, pid: process.pid, started: (await startOf(process.pid)) ?? "", folder, kept: false };
  const present = await readClaim(cluster);
  if (present !== undefined && present.pid !== process.pid && (await isAlive(present))) return false;
  if (present !== undefined) await rm(claimFileOf(cluster), { force: true });
  try {
    await writeFile(claimFileOf(cluster), JSON.stringify(mine), { flag: "wx" });
    return true;
  } catch (error) {
    // Another process was quicker.
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Ends this process's use of a cluster: it is there for a later run, or gone. */
export async function releaseClaim(cluster: string, kept: boolean): Promise<void> {
  const present = await readClaim(cluster);
  if (!kept || present === undefined) await rm(claimFileOf(cluster), { force: true });
  else await writeFile(claimFileOf(cluster), JSON.stringify({ ...present, pid: 0, started: "", kept }));
}

/** Whose a cluster is; undefined where nothing is known of it. */
export async function readClaim(cluster: string): Promise<Claim | undefined> {
  try {
    return claimSchema.parse(JSON.parse(await readFile(claimFileOf(cluster), "utf8")));
  } catch {
    // No file, or one cut short by a crash: nothing is known.
    return undefined;
  }
}

/** Whether the process of a claim still runs. */
export async function isAlive(claim: Claim): Promise<boolean> {
  return claim.pid !== 0 && (await startOf(claim.pid)) === claim.started;
}
