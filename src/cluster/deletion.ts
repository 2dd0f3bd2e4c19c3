import { rm } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { run } from "../host/command.ts";
import { whyNotOwn } from "../host/docker/own-containers.ts";
import type { Engine } from "../host/engine.ts";
import { PlatformError } from "../model/errors.ts";
import { kubeconfigOf } from "./cluster-folder.ts";
import { endCreation } from "./creation-processes.ts";
import { removeExternalEtcd } from "./external-etcd.ts";
import { kindEnvironment, reasonOf } from "./kind-command.ts";
import { labelledContainers, ownedClusters } from "./ownership.ts";

/**
 * A creation that was cut short with all its processes, or on another machine, may bring up containers for some seconds
 * more: only two empty looks so far apart say that it is over.
 */
const quietMs = 1_500;
const deleteTimeoutMs = 60_000;

/**
 * Deletes a cluster of ours with its network, and what a cut-short creation still brings up; what is gone already is
 * fine. Without kind, as where the cache folder with it was lost, the engine does the same.
 */
export async function deleteCluster(engine: Engine, kind: string | undefined, name: string): Promise<void> {
  const end = performance.now() + deleteTimeoutMs;
  const find = async () => (await ownedClusters(engine)).find((cluster) => cluster.name === name);
  let looked = false;
  for (let found = await find(); found !== undefined; found = await find()) {
    if (!looked) {
      await mustBeOwn(engine, name);
      await endCreation(name);
    }
    if (found.containers.length > 0) {
      await mustBeOwn(engine, name);
      if (kind === undefined) await removeNodes(engine, name);
      else await deleteNodes(kind, name);
      await removeExternalEtcd(engine, name);
    }
    // Containers that are being made have no place on the network yet: it goes last.
    else if (looked) await engine.networks.remove(name);
    if (performance.now() > end) {
      throw new PlatformError("delete-failed", `${name} is still there after ${deleteTimeoutMs / 1_000} s`);
    }
    looked = true;
    await setTimeout(quietMs);
  }
  // Nothing is left that its administrator could be of.
  await rm(kubeconfigOf(name), { force: true });
}

/** kind deletes whatever has its label with that name: throws PlatformError where one of them is not the harness's. */
async function mustBeOwn(engine: Engine, cluster: string): Promise<void> {
  for (const container of await labelledContainers(engine, cluster)) {
    const why = whyNotOwn(container);
    if (why !== undefined)
      throw new PlatformError("not-ours", `${cluster} is not deleted, because ${container.name} is not ours: ${why}`);
  }
}

/** Removes the containers that were made for the cluster's own network, with their volumes, as kind does. */
async function removeNodes(engine: Engine, name: string): Promise<void> {
  const found = await labelledContainers(engine, name);
  const own = found.filter(({ network }) => network === name);
  await Promise.all(own.map(({ id }) => engine.containers.remove(id)));
}

async function deleteNodes(kind: string, name: string): Promise<void> {
  const result = await run([kind, "delete", "cluster", "--name", name, "--kubeconfig", "/dev/null"], {
    env: kindEnvironment(name),
    timeoutMs: 180_000,
    // Ctrl-C in a terminal reaches every process of its group: what tidies up must not be hit by it.
    group: true,
  });
  if (result.exitCode !== 0) {
    throw new PlatformError("delete-failed", `kind could not delete ${name}: ${reasonOf(result.stderr)}`);
  }
}
