import type { z } from "zod";
import type { Cluster, Node, NodeRole } from "./cluster.ts";
import type { EtcdMember } from "./event.ts";
import type { Topology } from "./topology.ts";

/** Whom a fault hits: the name of a file in src/targets/roles, and that role's own parameters beside it. */
export interface TargetSpec {
  readonly role: string;
  readonly [param: string]: string | number | boolean | undefined;
}

/** The parameters of a target, as a scenario gives them. */
export type TargetParams = Readonly<Record<string, string | number | boolean | undefined>>;

/** What of a topology decides which roles its nodes can have. */
export type Shape = Pick<Topology, "name" | "controlPlanes" | "workers" | "zones" | "nodes">;

/** Who has which role at this moment, as the cluster and the probes say it; asked for only where a target needs it. */
export interface Roles {
  /** etcd's own word of who leads. */
  members(): Promise<readonly EtcdMember[]>;
  /** Who holds a Lease in kube-system: "<node>_<uuid>". */
  leaseHolder(name: string): Promise<string | undefined>;
  /** The control plane, by its place among them, that answers a lane's reused connection. */
  backendOf(lane: string): Promise<number | undefined>;
  /** Names of the nodes of CoreDNS' replicas, one for each replica. */
  dnsNodes(): Promise<readonly string[]>;
  /**
   * Hands the lead of the store's members to the first of them, where it does not have it, and tells the name of its
   * node; throws PlatformError where it does not get it.
   */
  leadStore(): Promise<string>;
  /** Names of the load balancers that have the virtual address: one, where all is well. */
  addressHolders(): Promise<readonly string[]>;
  /** Name of the node whose network the lanes from inside the cluster have; undefined where there are none. */
  probeNode(): string | undefined;
}

/** The nodes that a target means now, or in words why it means none. */
export type Found = readonly Node[] | string;

/** A role that nodes can have for a fault; the default export of a file in src/targets/roles named like it. */
export interface TargetDefinition<Params = TargetParams> {
  readonly role: string;
  /** One line for people: which nodes it means. */
  readonly summary: string;
  /** Its parameters, without the role itself. */
  readonly params: z.ZodType<Params>;
  /** The target in words: "the etcd leader". */
  describe(params: Params): string;
  /** Why no node of such a topology can have the role, or undefined; known before anything is created. */
  missing(params: Params, shape: Shape): string | undefined;
  /** Roles of the containers that it may mean. */
  nodeRoles(params: Params, shape: Shape): readonly NodeRole[];
  /** How many nodes it means. */
  count(params: Params, shape: Shape): number;
  /** The lane of the scenario that decides which node is meant, where one does; it must be on a reused connection. */
  lane?(params: Params): string;
  /** The operation of the lanes without which nobody in a run has the role, where there is one. */
  readonly operation?: string;
  /** Whether the probes' reused connections are to leave the nodes before the fault. */
  avoidsReusedConnections(params: Params): boolean;
  /** Finds the nodes; the seed turns choices between equals, so that repeated runs hit different nodes. */
  resolve(params: Params, cluster: Cluster, roles: Roles, seed: number): Found | Promise<Found>;
}
