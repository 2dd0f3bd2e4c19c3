import type { V1Node, V1Pod } from "@kubernetes/client-node";
import type { NodeLook, Unread } from "../model/upgrade-look.ts";
import type { Addressed } from "../preflight/read/own-addresses.ts";
import { isStatic, nodeRows } from "./node-rows.ts";
import type { Part, Shown } from "./part.ts";
import { readItems } from "./read-items.ts";
import type { Ask, Source } from "./source.ts";

/** What is listed of nodes, and of the static pods on them: kubeadm, and whoever follows it, labels these so. */
export const nodePaths = { nodes: "/api/v1/nodes", pods: "/api/v1/namespaces/kube-system/pods" } as const;
const staticPods = "&labelSelector=tier%3Dcontrol-plane";
const unknownImages = "images of the control planes are not known";
/** A look that takes longer is none, milliseconds: bounds would be no better than those of the next one. */
const lookMs = 10_000;

/** The nodes of the last look that could read them, as whoever asks API servers needs them. */
export interface KnownNodes {
  last: readonly Addressed[] | undefined;
}

/** Nodes with their kubelets, conditions and static pods, every two seconds: bounds of a node's stretch are as fine. */
export function nodesPart(source: Source, known: KnownNodes): Part<NodeLook> {
  return {
    ...{ part: "nodes", field: "nodes", everyMs: 2_000 },
    idOf: ({ node }) => node,
    async read(): Promise<Shown<NodeLook>> {
      const ask = source.within(lookMs);
      const nodes = await listNodes(ask).catch((error: unknown) => {
        known.last = undefined;
        throw error;
      });
      known.last = nodes.map(({ metadata, status }) => ({
        metadata: { name: metadata?.name },
        status: { addresses: status?.addresses },
      }));
      const { pods, unread } = await readStaticPods(ask);
      return { rows: nodeRows(nodes, pods), unread };
    },
  };
}

/** All nodes; rejects where they may not be read: an API server that has just begun refuses what it has no rules for yet. */
export async function listNodes(ask: Ask): Promise<readonly V1Node[]> {
  const nodes = (await readItems(ask, nodePaths.nodes)) as readonly V1Node[] | undefined;
  if (nodes === undefined) throw new Error("status 403: this user may not list nodes");
  return nodes;
}

async function readStaticPods(ask: Ask): Promise<{ pods: readonly V1Pod[] | undefined; unread: Unread[] }> {
  const pods = (await readItems(ask, nodePaths.pods, staticPods)) as readonly V1Pod[] | undefined;
  if (pods?.some(isStatic)) return { pods, unread: [] };
  const why =
    pods === undefined
      ? "this user may not list pods in kube-system"
      : "kube-system has none with the label tier=control-plane";
  return { pods, unread: [{ what: "static pods", why: `${why}: ${unknownImages}` }] };
}
