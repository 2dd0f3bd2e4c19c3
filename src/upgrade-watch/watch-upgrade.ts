import type { Reached } from "../kube/reach.ts";
import { type Follower, followPart } from "./follow-part.ts";
import { hindrancesPart } from "./read-hindrances.ts";
import { type KnownNodes, nodesPart } from "./read-nodes.ts";
import { serversPart } from "./read-servers.ts";
import { openSource } from "./source.ts";

/**
 * Follows a cluster that somebody else upgrades until the signal, with GET alone: its nodes, the versions of its API
 * servers, what stands against the next step. Tells what is new, and at the end how often it looked.
 */
export async function watchUpgrade(reached: Reached, follower: Follower): Promise<void> {
  const source = await openSource(reached);
  try {
    const known: KnownNodes = { last: undefined };
    const parts = await Promise.all([
      followPart(nodesPart(source, known), follower),
      followPart(serversPart(source, known), follower),
      followPart(hindrancesPart(source), follower),
    ]);
    follower.emit({ type: "upgrade-looked", parts });
  } finally {
    source.close();
  }
}
