import type { Action } from "../model/action.ts";
import type { Node } from "../model/cluster.ts";
import { type Place, placeOf } from "../model/node-addresses.ts";

/** What a container that is to be restarted gets to stop by itself, seconds: docker's own limit. */
export const usualStopSeconds = 10;

/** What stops a node's container, seconds until it is killed: one that is frozen cannot stop, and is let go on before. */
export function stopping(name: string, limitSeconds: number, mayBeFrozen = true): readonly Action[] {
  const stop: Action = { do: "stop", node: name, limitSeconds };
  return mayBeFrozen ? [{ do: "unpause", node: name }, stop] : [stop];
}

/** What starts a node's container at an address of its cluster's network. */
export function startingAt(node: Pick<Node, "name"> & Place, network: string): Action {
  return { do: "start", node: node.name, network, ...placeOf(node) };
}
