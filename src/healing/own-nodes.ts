import type { Undo } from "../journal/undo-log.ts";
import type { Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { FaultContext } from "../model/fault.ts";

/** A container that is there now: the harness's own or kind's, by its labels. */
export interface PresentContainer {
  readonly id: string;
  readonly name: string;
}

/** One node that a fault hit, where it works, and what the fault remembers of it. */
export interface UndoHit {
  readonly context: FaultContext;
  readonly captured: Readonly<Record<string, string>>;
}

/**
 * The hits of an undo whose containers are still there, by name and by the engine's own id; the cluster around them has
 * only such nodes too. Nothing else is ever touched, whatever a log says. Throws PlatformError "undo-unknown" for a hit
 * of a node that its own cluster does not have.
 */
export function presentHits({ cluster, hits }: Undo, present: readonly PresentContainer[]): UndoHit[] {
  const isThere = ({ name, containerId }: Node) => present.some((one) => one.name === name && one.id === containerId);
  const nodes = cluster.nodes.filter(isThere);
  const all = hits.map(({ node: name, captured }) => {
    const node = cluster.nodes.find((one) => one.name === name);
    if (node === undefined) throw new PlatformError("undo-unknown", `${name} is no node of ${cluster.name}`);
    return { node, captured };
  });
  const targets = all.map(({ node }) => node).filter(isThere);
  return all
    .filter(({ node }) => isThere(node))
    .map(({ node, captured }) => ({ context: { node, targets, cluster: { ...cluster, nodes } }, captured }));
}
