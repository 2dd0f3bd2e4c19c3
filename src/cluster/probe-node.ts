import { readFile } from "node:fs/promises";
import type { Engine } from "../host/engine.ts";
import type { Node } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";

/** A node whose network probes run in. */
export interface ProbeNode {
  readonly node: Node;
  /** A process of the node's container, on this machine. */
  readonly pid: number;
}

/**
 * Finds a process of a node's container; throws PlatformError "no-probe-node" where it is not a process of this
 * machine.
 */
export async function findProbeNode(engine: Engine, node: Node): Promise<ProbeNode> {
  const { pid, hostname } = await engine.containers.details(node.name);
  const seen = await readFile(`/proc/${pid}/root/etc/hostname`, "utf8").catch(messageOf);
  if (seen.trim() !== hostname) {
    throw new PlatformError(
      "no-probe-node",
      `process ${pid} of ${node.name} is not seen here: lanes from inside the cluster need the engine's own machine, outside of containers`,
    );
  }
  return { node, pid };
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
