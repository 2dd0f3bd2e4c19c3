import { z } from "zod";
import { askSchema } from "./application.ts";

/**
 * How a lane gets to its answer: a full TCP and TLS connection each time, kept-alive HTTP/1.1 connections, or one
 * HTTP/2 connection as client-go has it.
 */
export type Connection = "new" | "reused" | "http2";

/**
 * Which way a lane goes. "api" is the way that clients take: the load balancer, or where there is none the one API
 * server. The others go straight to every API server, etcd member, node or worker (one lane each), or from a worker's
 * own network to the address of a Service.
 */
export const vias = ["api", "each-api-server", "each-etcd-member", "each-node", "each-worker", "in-cluster"] as const;
export type Via = (typeof vias)[number];

/**
 * What a lane asks: the Kubernetes API, etcd members, the workload under test, an application of a person's own
 * (over UDP: "app-dns"), the store, the cluster's own DNS for the workload's name or another, the address that two load
 * balancers share, or a group of etcd members that is there for comparison.
 */
export const destinations = [
  "api",
  "etcd",
  "workload-http",
  "workload-dns",
  "workload-name",
  "app",
  "app-dns",
  "store",
  "cluster-dns",
  "virtual-address",
  "quorum-1",
  "quorum-3",
  "quorum-5",
] as const;
export type Destination = (typeof destinations)[number];

/** Addresses of Services inside the cluster, by what is asked there. */
export type ServiceAddresses = Partial<Readonly<Record<Destination, { readonly host: string; readonly port: number }>>>;

/** A lane as a scenario asks for it. */
export interface LaneSpec {
  readonly operation: string;
  /** Tells lanes of one operation apart that ask different servers: it follows the operation in their ids. */
  readonly variant?: string;
  readonly destination: Destination;
  readonly via: Via;
  readonly connection: Connection;
  /** Attempts a second. */
  readonly hz: number;
  /** An attempt without a whole answer after this many milliseconds has failed. */
  readonly deadlineMs: number;
}

/** A lane that listens to a stream instead of making attempts, as a scenario asks for it. */
export interface WatchSpec {
  readonly operation: string;
  readonly via: Exclude<Via, "each-etcd-member">;
  readonly connection: Exclude<Connection, "new">;
  /** A stream is given up when nothing arrived for so many milliseconds although something was due. */
  readonly idleMs: number;
}

/** Tells a lane that listens from one that makes attempts. */
export function isWatchSpec(spec: LaneSpec | WatchSpec): spec is WatchSpec {
  return "idleMs" in spec;
}

/** Tells a lane that makes attempts from one that listens. */
export function isAttemptSpec(spec: LaneSpec | WatchSpec): spec is LaneSpec {
  return !isWatchSpec(spec);
}

/** More lanes than this no run has: an index is kept in 16 bits. */
export const mostLanes = 65_536;

/** The longest period or deadline, milliseconds: a day. */
const longestMs = 86_400_000;

/**
 * A start that is later than this after its time, milliseconds, or than its lane's period where that is longer, is not
 * made any more. It is half of what an answer may take (src/analysis/outages/outages.ts), so that an outage is told no
 * later than a late answer is.
 */
export const latestStartMs = 500;

/** A lane of a run: one operation on one path, with its own schedule. */
export const laneSchema = z.strictObject({
  index: z
    .number()
    .int()
    .min(0)
    .max(mostLanes - 1),
  /** For example "write/api/new" or "readyz/control-plane2/new". */
  id: z.string(),
  operation: z.string(),
  /**
   * The node that it goes to, by its short name ("lb", "control-plane2"); "in-cluster", or "server" for that of a
   * kubeconfig.
   */
  via: z.string(),
  connection: z.enum(["new", "reused", "http2"]),
  periodMs: z.number().positive().max(longestMs),
  /** Where in the period this lane's slot begins, so that lanes are spread. */
  offsetMs: z.number().min(0).max(longestMs),
  /** Seed of this lane's random phase. */
  seed: z.number().int(),
  deadlineMs: z.number().positive().max(longestMs),
  host: z.string(),
  port: z.number().int(),
  /** The ConfigMap that a reading lane reads, where it is not one that the harness made. */
  object: z.string().optional(),
  /** What is asked of an application of a person's own. */
  ask: askSchema.optional(),
});
export type Lane = z.infer<typeof laneSchema>;

/**
 * A lane of a run that listens: it has a stream and no attempts. Its index is counted on from those of the other lanes.
 */
export const watchLaneSchema = laneSchema.omit({ periodMs: true, offsetMs: true, deadlineMs: true, ask: true }).extend({
  connection: z.enum(["reused", "http2"]),
  idleMs: z.number().positive(),
  /** The namespace that it listens to, where that is not the run's own. */
  namespace: z.string().optional(),
});
export type WatchLane = z.infer<typeof watchLaneSchema>;
