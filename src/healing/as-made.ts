import { notedAddresses } from "../cluster/addresses.ts";
import type { UndoState } from "../journal/undo-log.ts";
import type { Cluster, Node } from "../model/cluster.ts";
import { type Place, placeOf } from "../model/node-addresses.ts";

/** The addresses with which a node was made; "" where nobody knows them. */
export type AddressAsMade = (node: Pick<Node, "containerId">) => Place;

/** Reads once with which addresses a cluster was made: as they were noted then, else as its undo log first told them. */
export function addressesAsMade(cluster: string, { begun }: Pick<UndoState, "begun">): AddressAsMade {
  const noted = notedAddresses(cluster);
  const logged = begun.flatMap(({ cluster: { nodes } }) => nodes);
  return ({ containerId }) =>
    placeOf(
      noted[containerId] ??
        logged.find((node) => node.containerId === containerId && node.address !== "") ?? { address: "" },
    );
}

/** The nodes of a cluster with the addresses with which it was made. */
export function nodesAsMade({ nodes }: Pick<Cluster, "nodes">, addressOf: AddressAsMade): Node[] {
  return nodes.map(({ address6: _, ...node }) => ({ ...node, ...addressOf(node) }));
}
