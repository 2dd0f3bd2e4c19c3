import { readFile } from "node:fs/promises";
import type { Engine } from "../host/engine.ts";
import { type NetworkWay, networkWay } from "../host/network-entry.ts";
import type { Node } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";

/** A node whose network probes run in. */
export interface ProbeNode {
  readonly node: Node;
  /** The first process of the node's container, on the engine's machine. */
  readonly pid: number;
  /** How probes get into its network: as that process, or beside its container, in one of the same image. */
  readonly place: { readonly pid: number } | { readonly container: string; readonly image: string };
}

/**
 * Finds the way into the network of a node's container. Throws PlatformError "no-probe-node" where it is to be entered
 * by a process that is none of this machine, or by no way at all.
 */
export async function findProbeNode(engine: Engine, node: Node, way = ownWay()): Promise<ProbeNode> {
  const { id, imageId, pid, hostname } = await engine.containers.details(node.name);
  if (way === "container") return { node, pid, place: { container: id, image: imageId } };
  const seen = await readFile(`/proc/${pid}/root/etc/hostname`, "utf8").catch(messageOf);
  if (seen.trim() !== hostname) {
    throw new PlatformError(
      "no-probe-node",
      `process ${pid} of ${node.name} is not seen here: lanes from inside the cluster need the engine's own machine, outside of containers`,
    );
  }
  return { node, pid, place: { pid } };
}

/** The way of this process; that the engine is on this machine was looked at before there was a cluster. */
function ownWay(): NetworkWay {
  const entry = networkWay({ isLocalEngine: true });
  if ("problem" in entry)
    throw new PlatformError("no-probe-node", `lanes from inside the cluster are not possible here: ${entry.problem}`);
  return entry.way;
}

/**
 * What became of a probe node that was lost; undefined where it still is what it was. A container that starts anew has
 * a new network: whoever is in the old one reaches nothing any more, whatever the cluster does.
 */
export async function probeNodeLoss(engine: Engine, { node, pid }: ProbeNode): Promise<string | undefined> {
  const now = await engine.containers.details(node.name);
  if (now.pid === pid) return undefined;
  return `${node.short} was ${now.running ? "started anew" : "down"}: lanes from inside the cluster were cut off with its network, and say nothing of the cluster`;
}
