import { z } from "zod";
import { type Named, namePattern } from "./pod-names.ts";

/** Name of the workload under test: its Deployment and its Service have it, and the names of its pods begin with it. */
export const workloadName = "workload";

/**
 * Tells by its name whether a pod or an EndpointSlice of the workload's namespace belongs to the workload, and not to
 * the store or another application: an application of a person's own says what makes its pods (`named`).
 */
export function ofWorkload(
  workload: { readonly named?: readonly Named[] | undefined } | undefined,
): (object: { readonly name: string }) => boolean {
  const patterns = workload?.named?.map(namePattern) ?? [new RegExp(`^${workloadName}-`)];
  return ({ name }) => patterns.some((pattern) => pattern.test(name));
}

/** Whether lanes of an operation ask the workload, the built-in one or an application of a person's own. */
export function asksWorkload(operation: string): boolean {
  return operation.startsWith("workload-") || operation.startsWith("app-");
}

/**
 * Name of the application with its data on its nodes' disks: its StatefulSet and its Service have it; its pods are
 * "store-0" and so on.
 */
export const storeName = "store";

/** The store's first pod, in most runs its only one, and the name under which its data is read back. */
export const storePod = `${storeName}-0`;

/** How the store is made; what a scenario leaves out is as many are. */
export const storeSchema = z.strictObject({
  /** 1: its data is on the first worker alone. 3: members that agree, each with its data on a worker of its own. */
  members: z.union([z.literal(1), z.literal(3)]).default(1),
});
export type StoreOptions = z.input<typeof storeSchema>;

/** The store's pods, by the order of the workers that have their data. */
export function storePods(options: StoreOptions = {}): string[] {
  return Array.from({ length: storeSchema.parse(options).members }, (_, ordinal) => `${storeName}-${ordinal}`);
}

/** Tells by its name whether a pod is one of the store. */
export function isStorePod(name: string): boolean {
  return /^store-\d+$/.test(name);
}

/** The question that every replica answers with its own name in a TXT record; ".test" is nobody's (RFC 6761). */
export const replicaQuestion = { name: "replica.test", type: "TXT" } as const;

/** The workload's NodePorts, as a node's `ports` name them; a topology publishes them on loopback. */
export const workloadPorts = { http: "30080", dns: "30053/udp", store: "30379" } as const;

/** How the workload under test is made; what a scenario leaves out is as an operator would want it. */
export const workloadSchema = z.strictObject({
  /** Replicas of its Deployment: by default one for each worker of the standard topology. */
  replicas: z.int().min(1).max(30).default(3),
  /**
   * "spread": never two on one node while another could take one; "first-worker": all on the first worker while it can
   * take them.
   */
  placement: z.enum(["spread", "first-worker"]).default("spread"),
  /** How many replicas a drain may take away at once; 0 is a budget that no drain can keep. */
  maxUnavailable: z.int().min(0).default(1),
  /** What each replica asks of a node's processors, in Kubernetes' own words. */
  cpu: z
    .string()
    .regex(/^\d+m$/)
    .default("10m"),
});
export type WorkloadOptions = z.input<typeof workloadSchema>;
export type WorkloadShape = z.output<typeof workloadSchema>;

/**
 * How long a replica goes on answering after it was told to end, milliseconds: every node has taken it out of the
 * Service by then.
 */
export const lameDuckMs = 5_000;
