import { networkLabel, roleLabel } from "../host/docker/own-containers.ts";
import type { Engine } from "../host/engine.ts";
import type { Cluster } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { ExecResult } from "../model/node-runtime.ts";
import {
  describeSoftware,
  gatherWords,
  importWords,
  makeRoomWords,
  softwareFolderOf,
  softwareWords,
} from "../node-tools/node-software.ts";
import { softwareRole } from "./ownership.ts";

/** How long one node's part of it may take, milliseconds. */
const eachMs = 300_000;

/** What is brought to nodes, and for whom. */
export interface BringRequest {
  /** Of Kubernetes, without the "v". */
  readonly version: string;
  /** The node image of that version, which the engine has. */
  readonly nodeImage: string;
  readonly signal: AbortSignal;
  note(text: string): void;
}

/**
 * Brings programs and images of another version of Kubernetes to every node of a cluster, where they are used by nobody
 * until an upgrade takes them: out of a container of the node image, which is gone afterwards, and no registry is asked.
 * Nodes that have them are left alone. Throws PlatformError where it cannot, and the signal's reason.
 */
export async function bringSoftware(engine: Engine, cluster: Cluster, request: BringRequest): Promise<void> {
  const { version, nodeImage, signal, note } = request;
  const wanted = describeSoftware(version, nodeImage);
  const nodes = cluster.nodes.filter(({ role }) => role === "control-plane" || role === "worker");
  const told = await Promise.all(
    nodes.map(async ({ name }) => (await must(engine, name, softwareWords(version))).trim()),
  );
  const lacking = nodes.filter((_, index) => told[index] !== wanted);
  if (lacking.length === 0) return;
  const source = `${cluster.name}-software`;
  try {
    await startSource(engine, cluster, source, nodeImage);
    const isNew = version !== cluster.kubernetes;
    const images = (await must(engine, source, gatherWords(version, isNew))).trim().split("\n");
    note(`${images.length} images and three programs of Kubernetes ${version} out of ${nodeImage}`);
    for (const { name, short } of lacking) {
      signal.throwIfAborted();
      await must(engine, name, makeRoomWords(version));
      await engine.act({ do: "copy", from: source, node: name, path: softwareFolderOf(version) });
      await must(engine, name, importWords(version, nodeImage));
      note(`Kubernetes ${version} lies ready on ${short}`);
    }
  } finally {
    await engine.containers.remove(source);
  }
}

/** A container that is the cluster's by its labels, so that who deletes the cluster deletes it too, and no node of it. */
async function startSource(engine: Engine, { name }: Cluster, source: string, image: string): Promise<void> {
  await engine.containers.remove(source);
  await engine.containers.start({
    name: source,
    Hostname: source,
    Image: image,
    Entrypoint: ["sleep", "infinity"],
    Cmd: [],
    StopSignal: "SIGKILL",
    Labels: { [networkLabel]: name, [roleLabel]: softwareRole },
    HostConfig: { NetworkMode: name, Privileged: true },
  });
}

async function must(engine: Engine, node: string, argv: readonly string[]): Promise<string> {
  const result: ExecResult = await engine.exec(node, argv, eachMs);
  if (result.exitCode === 0) return result.stdout;
  const reason = (result.stderr.trim() || result.stdout.trim()).split("\n").at(-1);
  throw new PlatformError("no-software", `${node} does not get the software of an upgrade: ${reason}`);
}
