import { closeSync, openSync } from "node:fs";
import { rm } from "node:fs/promises";
import { run } from "../host/command.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { kubeconfigOf, makeClusterFolder } from "./cluster-folder.ts";
import { kindEnvironment, reasonOf } from "./kind-command.ts";

/**
 * Makes a new, empty kubeconfig for its owner's eyes alone in a cluster's folder, into which kind writes the
 * credentials of its administrator; returns its path. Throws PlatformError where it cannot be made.
 */
export async function newKubeconfig(cluster: string): Promise<string> {
  makeClusterFolder(cluster);
  const file = kubeconfigOf(cluster);
  try {
    // kind writes into the file that is there, and leaves its mode; "wx" follows no link that somebody put in its place.
    await rm(file, { force: true });
    closeSync(openSync(file, "wx", 0o600));
  } catch (cause) {
    throw new PlatformError("kubeconfig", `${file} cannot be made: ${messageOf(cause)}`, { cause });
  }
  return file;
}

/** Writes the kubeconfig of an existing cluster into its folder; throws PlatformError where kind gives none. */
export async function exportKubeconfig(kind: string, cluster: string): Promise<void> {
  const file = await newKubeconfig(cluster);
  const result = await run([kind, "export", "kubeconfig", "--name", cluster, "--kubeconfig", file], {
    env: kindEnvironment(cluster),
    timeoutMs: 60_000,
  });
  if (result.exitCode !== 0)
    throw new PlatformError("kubeconfig", `kind gave no kubeconfig of ${cluster}: ${reasonOf(result.stderr)}`);
}
