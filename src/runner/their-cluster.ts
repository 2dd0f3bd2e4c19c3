import type { ClusterSpec } from "../cluster/cluster-spec.ts";
import { adopt } from "../cluster/existing/adopt.ts";
import { notedOf, readAdoption, removeAdoption } from "../cluster/existing/adoption.ts";
import { mustBeAlone, openRelay, type Relay } from "../cluster/existing/relay.ts";
import { relayLatency } from "../cluster/existing/relay-latency.ts";
import { findNodes } from "../cluster/nodes.ts";
import { noteGone } from "../healing/logged.ts";
import type { Engine } from "../host/engine.ts";
import type { Cluster, Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { Expected } from "../model/expected.ts";
import type { Credentials } from "../net/local-endpoint.ts";

/**
 * Heals a cluster that was there of what earlier runs left, and notes how a person's own is before it is used; returns
 * why something is still left, or undefined. Of one that nobody has used since it was given back nothing can be left, and
 * of one that was made anew under its name only notes are. Throws PlatformError "not-ours" where it was made anew while
 * this run waited, "in-use" where another user is at work on it.
 */
export async function healOrAdopt(
  engine: Engine,
  { existing }: Pick<ClusterSpec, "existing">,
  heal: () => Promise<string | undefined>,
): Promise<string | undefined> {
  if (existing === undefined) return heal();
  const { name, network } = existing;
  await mustBeAlone(engine, name);
  const present = await findNodes(engine, name, network);
  if (!existing.nodes.every(({ containerId }) => present.some((node) => node.containerId === containerId)))
    throw new PlatformError("not-ours", `${name} has other containers than it had when this run began: begin again`);
  const noted = await notedOf(engine, name, present);
  if (noted === undefined && readAdoption(name) !== undefined) {
    await noteGone(name, "its cluster is gone", () => {});
    removeAdoption(name);
  }
  const left = noted === undefined ? undefined : await heal();
  if (left === undefined) await adopt(engine, { ...existing, nodes: present });
  return left;
}

/** The nodes of a cluster with the ports that a relay forwards, where it is a person's own and lacks some. */
export async function withRelay(
  engine: Engine,
  { existing }: Pick<ClusterSpec, "existing">,
  found: readonly Node[],
): Promise<{ readonly nodes: readonly Node[]; readonly relay: Relay | undefined }> {
  const relay = existing === undefined ? undefined : await openRelay(engine, existing, found);
  const nodes = found.map((node) => ({ ...node, ports: { ...relay?.ports[node.short], ...node.ports } }));
  return { nodes, relay };
}

/** How a person's own cluster is reached, with what its relay adds, measured now; nothing of any other. */
export async function reachedBy(
  { existing, nodeImage: image }: Pick<ClusterSpec, "existing" | "nodeImage">,
  relay: Relay | undefined,
  credentials: Credentials,
): Promise<Pick<Cluster, "existing">> {
  if (existing === undefined) return {};
  if (relay === undefined) return { existing: {} };
  const latency = relay.meter === undefined ? {} : { latency: await relayLatency(relay.meter, credentials) };
  return { existing: { relay: { ports: relay.forwarded, image, ...latency } } };
}

/** What is expected before anybody has looked: of a person's own cluster nobody knows what runs on its nodes. */
export function expectedThere(planned: Expected, { existing }: Pick<ClusterSpec, "existing">): Expected {
  return existing === undefined ? planned : { ...planned, sets: [], daemonSets: 0 };
}
