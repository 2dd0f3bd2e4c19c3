import { readFileSync } from "node:fs";
import { z } from "zod";
import { replaceFile } from "../host/output-file.ts";
import type { Node } from "../model/cluster.ts";
import { type Place, placeOf } from "../model/node-addresses.ts";
import { addressesOf, makeClusterFolder } from "./cluster-folder.ts";

/** Addresses by the engine's own ids of containers. */
const placeSchema = z.strictObject({ address: z.ipv4(), address6: z.ipv6().optional() });
const addressesSchema = z.record(
  z.string(),
  // An earlier release noted addresses of IPv4 alone.
  z.union([z.ipv4().transform((address) => ({ address })), placeSchema]),
);
export type Addresses = Readonly<z.infer<typeof addressesSchema>>;

/**
 * Notes which addresses the nodes of a new cluster were given: etcd's members know each other by them, and an engine
 * that is started again gives each container whatever is free.
 */
export function noteAddresses(cluster: string, nodes: readonly (Pick<Node, "containerId"> & Place)[]): void {
  makeClusterFolder(cluster);
  const known = nodes.filter(({ address }) => address !== "");
  const addresses = Object.fromEntries(known.map((node) => [node.containerId, placeOf(node)]));
  replaceFile(addressesOf(cluster), `${JSON.stringify(addresses)}\n`, 0o600);
}

/** What was noted of a cluster; nothing where nobody did, as of one that an earlier release made. */
export function notedAddresses(cluster: string): Addresses {
  try {
    return addressesSchema.parse(JSON.parse(readFileSync(addressesOf(cluster), "utf8")));
  } catch {
    return {};
  }
}
