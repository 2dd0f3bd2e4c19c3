import { notedAddresses } from "../cluster/addresses.ts";
import type { UndoState } from "../journal/undo-log.ts";
import type { Cluster, Node } from "../model/cluster.ts";

/**
 * The nodes of a cluster with the addresses with which it was made: as they were noted then, else as its undo log first
 * told them; "" where neither knows.
 */
export function nodesAsMade(
  { name, nodes }: Pick<Cluster, "name" | "nodes">,
  { begun }: Pick<UndoState, "begun">,
): Node[] {
  const noted = notedAddresses(name);
  const logged = begun.flatMap(({ cluster }) => cluster.nodes);
  return nodes.map((node) => {
    const first = logged.find(({ containerId, address }) => containerId === node.containerId && address !== "");
    return { ...node, address: noted[node.containerId] ?? first?.address ?? "" };
  });
}
