import { type Claim, claimCluster, isAbout, isAlive, readClaim, releaseClaim } from "../cluster/claims.ts";
import { deleteCluster } from "../cluster/deletion.ts";
import { findNodes } from "../cluster/nodes.ts";
import { type OwnedCluster, ownedClusters } from "../cluster/ownership.ts";
import { readUpgrades, whyOtherwiseUpgraded } from "../cluster/upgrades.ts";
import { noteGone } from "../healing/logged.ts";
import type { Engine } from "../host/engine.ts";
import { messageOf } from "../model/errors.ts";
import { findKind } from "../setup/images/images.ts";
import { toStderr } from "../terminal/output.ts";
import type { CleanUpAction } from "./clean-up-action.ts";
import { cleanLeftovers, type LeftoverOptions } from "./cluster-leftovers.ts";

/** How clusters are cleaned. */
export interface ClusterOptions extends LeftoverOptions {
  /** Whether kept clusters are deleted too. */
  readonly all: boolean;
  /** Whether they are healed and none is deleted. */
  readonly undoOnly: boolean;
}

/**
 * Cleans one cluster of ours: one that a living process uses is left alone; one that a dead run left is deleted, as is
 * one that never ran; one that is kept, or of which nobody knows whose it is, is healed and stays.
 */
export async function cleanCluster(
  engine: Engine,
  cluster: OwnedCluster,
  options: ClusterOptions,
): Promise<CleanUpAction[]> {
  const { name } = cluster;
  const engineId = await engine.identity();
  const before = readClaim(name);
  const isKnown = before !== undefined && isAbout(before, engineId);
  if (options.dryRun) {
    if (before !== undefined && isAlive(before)) return [inUse(before)];
    return cleanFree(engine, cluster, { isKnown, isKept: isKnown ? before.kept : true }, options);
  }
  if (!(await claimCluster(name, { folder: "clean", engine: engineId, isThere: true }))) {
    const holder = readClaim(name);
    return holder === undefined ? [] : [inUse(holder)];
  }
  try {
    // What its last holder has made of it stands there only now.
    return await cleanFree(engine, cluster, { isKnown, isKept: readClaim(name)?.kept ?? true }, options);
  } finally {
    await releaseClaim(name, "as it was");
  }
}

/** What is known of a cluster that nobody uses; one of which nothing is known counts as kept. */
interface Ownership {
  readonly isKnown: boolean;
  readonly isKept: boolean;
}

/** What is said of a cluster that a living process uses. */
export function inUse({ cluster, pid, folder }: Claim): CleanUpAction {
  const who = folder === "clean" ? "another clean is at work on it" : `a run uses it: ${folder}`;
  return { what: "in-use", cluster, detail: `${who} (process ${pid})`, ok: true };
}

async function cleanFree(
  engine: Engine,
  cluster: OwnedCluster,
  { isKnown, isKept }: Ownership,
  options: ClusterOptions,
): Promise<CleanUpAction[]> {
  const stays = options.undoOnly || (!options.all && isKept && !(await isStillborn(engine, cluster)));
  if (!stays) return [await remove(engine, cluster, options)];
  const found = await cleanLeftovers(engine, cluster.name, options);
  if (options.undoOnly) return found;
  const why = isKnown ? "kept" : "kept, because nobody knows whose it is";
  const detail = [why, await upgradedWords(engine, cluster.name), "--all deletes it"].filter((words) => words !== "");
  return [...found, { what: "keep", cluster: cluster.name, detail: detail.join("; "), ok: true }];
}

/** Whether none of it ever ran, now that nobody else may make it: the list of all clusters may be minutes old. */
async function isStillborn(engine: Engine, { name, isStillborn: was }: OwnedCluster): Promise<boolean> {
  return was && (await ownedClusters(engine)).some((now) => now.name === name && now.isStillborn);
}

/** That nodes of it were upgraded, so that no run takes it for what it was made as; "" where none was, or none tells. */
async function upgradedWords(engine: Engine, name: string): Promise<string> {
  try {
    return whyOtherwiseUpgraded(await readUpgrades(engine, await findNodes(engine, name, name))) ?? "";
  } catch {
    // What does not run cannot tell, and stays all the same.
    return "";
  }
}

async function remove(
  engine: Engine,
  { name, containers, isStillborn }: OwnedCluster,
  { dryRun }: ClusterOptions,
): Promise<CleanUpAction> {
  const about = {
    what: "delete" as const,
    cluster: name,
    detail: `${containers.length} containers${isStillborn ? "" : " and the network"}`,
  };
  if (dryRun) return { ...about, ok: true };
  try {
    toStderr(`${name}: deleting\n`);
    const kind = await findKind().catch(() => undefined); // The engine does without.
    await deleteCluster(engine, kind, name);
    await noteGone(name, "its cluster was deleted", (line) => toStderr(`${name}: ${line}\n`));
    await releaseClaim(name, "gone");
    return { ...about, ok: true };
  } catch (error) {
    const byHand = `by hand: docker rm -fv ${containers.join(" ")}; docker network rm ${name}`;
    return { ...about, detail: `${messageOf(error)}; ${byHand}`, ok: false };
  }
}
