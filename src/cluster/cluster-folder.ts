import { chmodSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, cacheSubfolder } from "../host/cache-folder.ts";
import { UsageError } from "../model/errors.ts";

/**
 * What the name of a cluster, or of a monitor's run, looks like; it becomes a folder's, so nothing else is taken. kind
 * allows dots in one (pkg/cluster/internal/create/create.go, validNameRE).
 */
const nameForm = /^[a-zA-Z0-9][\w.-]{0,120}$/;

/**
 * The folder of what this machine keeps about a cluster, for its owner's eyes alone: claim, undo log, kubeconfig. It lies
 * outside of every run's folder, which may be uploaded, shared, deleted, or come from elsewhere. Throws UsageError for
 * what is no name of a cluster of ours, and where it cannot be made.
 */
export function makeClusterFolder(cluster: string): string {
  const folder = cacheSubfolder("clusters", checked(cluster));
  chmodSync(folder, 0o700);
  return folder;
}

/** A file of a cluster's folder, whether it is there or not; throws UsageError for what is no name of a cluster. */
function inClusterFolder(cluster: string, file: string): string {
  return join(clustersFolder(), checked(cluster), file);
}

/** Where the folders of all clusters are. */
export function clustersFolder(): string {
  return join(cacheFolder(), "clusters");
}

/** Whose a cluster is. */
export function claimFileOf(cluster: string): string {
  return inClusterFolder(cluster, "claim.json");
}

/** The same in a folder that is there. */
export function ownUndoLog(cluster: string): string {
  makeClusterFolder(cluster);
  return undoLogOf(cluster);
}

/** What has to be taken back on a cluster. */
export function undoLogOf(cluster: string): string {
  return inClusterFolder(cluster, "undo.jsonl");
}

/** The addresses that a cluster's nodes were made with. */
export function addressesOf(cluster: string): string {
  return inClusterFolder(cluster, "addresses.json");
}

/** What is known of a cluster that kind made without the harness while it is used, or was not given back. */
export function adoptionOf(cluster: string): string {
  return inClusterFolder(cluster, "adopted.json");
}

/** The credentials of a cluster's administrator. */
export function kubeconfigOf(cluster: string): string {
  return inClusterFolder(cluster, "kubeconfig");
}

/** Whether something may be the name of a cluster, and so of its folder. */
export function isClusterName(name: string): boolean {
  return nameForm.test(name);
}

function checked(cluster: string): string {
  if (isClusterName(cluster)) return cluster;
  throw new UsageError(`${JSON.stringify(cluster)} is no name of a cluster of the harness`);
}
