import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { replaceFile } from "../host/output-file.ts";
import { bootId, isProcess, processStart } from "../host/process-start.ts";
import { alone } from "./claim-lock.ts";
import { claimFileOf, clustersFolder, makeClusterFolder } from "./cluster-folder.ts";

const claimSchema = z.object({
  cluster: z.string(),
  /**
   * The process that uses or used the cluster, 0 where it let go of it; when the kernel started it, and which start of
   * the kernel that was: a number alone may be another's later.
   */
  pid: z.number().int(),
  started: z.string(),
  boot: z.string().default(""),
  /** For whom: the folder of a run, or the word "clean". */
  folder: z.string(),
  /** True when the person asked to keep the cluster after its run. */
  kept: z.boolean(),
  /** The watchdog of whoever used the cluster last: it may still heal when that one is gone. */
  watchdog: z.object({ pid: z.number().int(), started: z.string() }).optional(),
  /** The engine's own id of where the cluster is; "" where that is not known, or where it is no cluster of ours. */
  engine: z.string().default(""),
});
export type Claim = z.infer<typeof claimSchema>;

/** For whom a cluster is claimed, and what is known of it. */
export interface ClaimRequest extends Pick<Claim, "folder" | "engine"> {
  /**
   * Whether the cluster is there already: then it stays kept where it was kept, and where nobody knows whose it is;
   * one that is to be made is not kept yet, whatever a claim says of an earlier one of its name.
   */
  readonly isThere: boolean;
}

/** How the use of a cluster ends: it stays for later runs, it is left as it was before, or it is there no more. */
export type ClaimEnd = "kept" | "as it was" | "gone";

/**
 * Takes a cluster for this process; false when another living process has it. Of several that come at the same time
 * exactly one gets it. The claim is a file, so that `clean` can tell leftovers. Throws PlatformError "in-use" where
 * somebody who was stopped in the middle of the same keeps it from being read.
 */
export function claimCluster(cluster: string, { folder, engine, isThere }: ClaimRequest): Promise<boolean> {
  return alone(cluster, () => {
    const present = readClaim(cluster);
    if (present !== undefined && isAlive(present) && !isMine(present)) return false;
    const known = present === undefined || !isAbout(present, engine) ? undefined : present;
    const watchdog = livingWatchdog(cluster) === undefined ? undefined : present?.watchdog;
    write({ cluster, ...me(), folder, kept: isThere && (known?.kept ?? true), watchdog, engine });
    return true;
  });
}

/** Notes which process heals the cluster where this one, which has claimed it, cannot any more. */
export function noteWatchdog(cluster: string, pid: number): Promise<void> {
  return alone(cluster, () => {
    const present = readClaim(cluster);
    if (present !== undefined && isMine(present))
      write({ ...present, watchdog: { pid, started: processStart(pid) ?? "" } });
  });
}

/** The number of the process that still heals a cluster for one that used it before; undefined where none does. */
export function livingWatchdog(cluster: string): number | undefined {
  const { watchdog, boot = "" } = readClaim(cluster) ?? {};
  if (watchdog === undefined || (boot !== "" && boot !== bootId())) return undefined;
  return isProcess(watchdog.pid, watchdog.started) ? watchdog.pid : undefined;
}

/** Notes whether the cluster that this process has made stays, whatever becomes of the process. */
export function noteKept(cluster: string, stays: boolean): Promise<void> {
  return alone(cluster, () => {
    const present = readClaim(cluster);
    if (present !== undefined && isMine(present)) write({ ...present, kept: stays });
  });
}

/**
 * Ends this process's use of a cluster, or a dead one's; a living one's stays. Of a cluster that is gone all that this
 * machine kept goes too.
 */
export function releaseClaim(cluster: string, end: ClaimEnd): Promise<void> {
  return alone(cluster, () => {
    const present = readClaim(cluster);
    if (present !== undefined && isAlive(present) && !isMine(present)) return;
    if (end === "gone") removeAll(cluster);
    else if (present !== undefined) write({ ...present, pid: 0, started: "", kept: end === "kept" || present.kept });
  });
}

/** Whose a cluster is; undefined where nothing is known of it. */
export function readClaim(cluster: string): Claim | undefined {
  try {
    return claimSchema.parse(JSON.parse(readFileSync(claimFileOf(cluster), "utf8")));
  } catch {
    // No file, or none of ours: nothing is known.
    return undefined;
  }
}

/** All claims of this machine's user, of the living and the dead. */
export function allClaims(): Claim[] {
  const folder = clustersFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readClaim(name) ?? []);
}

/** Whether the process of a claim still runs. */
export function isAlive({ pid, started, boot }: Claim): boolean {
  return pid !== 0 && (boot === "" || boot === bootId()) && isProcess(pid, started);
}

/** Whether it is about a cluster on this engine; one of the same name may be on another. */
export function isAbout(claim: Claim, engine: string): boolean {
  return claim.engine === "" || engine === "" || claim.engine === engine;
}

function isMine(claim: Claim): boolean {
  return claim.pid === process.pid && isAlive(claim);
}

function me(): Pick<Claim, "pid" | "started" | "boot"> {
  return { pid: process.pid, started: processStart(process.pid) ?? "", boot: bootId() };
}

function write(claim: Claim): void {
  replaceFile(claimFileOf(claim.cluster), `${JSON.stringify(claim)}\n`, 0o600);
}

/** Removes what a cluster's folder holds, but for tickets of those who wait. */
function removeAll(cluster: string): void {
  const folder = makeClusterFolder(cluster);
  const claim = basename(claimFileOf(cluster));
  for (const name of readdirSync(folder))
    if (!name.startsWith(`${claim}.`)) rmSync(join(folder, name), { recursive: true, force: true });
}
