import { z } from "zod";

/**
 * Makes the probes' reused connections leave the nodes first: a connection held by the API server beside a lost etcd member fails with
 * it, which is judged by itself.
 */
const avoidReusedConnections = z.boolean().optional();
/** Whether the node with the etcd leader is among those that are hit. */
const leader = z.enum(["included", "excluded"]);
const number = z.int().positive();

/** Whom a fault hits, by role; which nodes that is now is found out when it is injected, and journaled. */
export const targetSchema = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("etcd-leader"), avoidReusedConnections }),
  z.strictObject({ role: z.literal("etcd-follower"), avoidReusedConnections }),
  /** The holder of the Lease kube-controller-manager. */
  z.strictObject({ role: z.literal("controller-manager-leader"), avoidReusedConnections }),
  /** The holder of the Lease kube-scheduler. */
  z.strictObject({ role: z.literal("scheduler-leader"), avoidReusedConnections }),
  /** One control plane, counted from 1 in the order of their names. */
  z.strictObject({ role: z.literal("control-plane"), index: number, avoidReusedConnections }),
  z.strictObject({ role: z.literal("all-control-planes") }),
  /** As many etcd members as may be lost: the largest number below one half. */
  z.strictObject({ role: z.literal("minority"), leader, avoidReusedConnections }),
  /** As many etcd members as decide: the smallest number above one half. */
  z.strictObject({ role: z.literal("majority"), leader, avoidReusedConnections }),
  /** This many etcd members. */
  z.strictObject({ role: z.literal("etcd-members"), count: number, leader, avoidReusedConnections }),
  /** One worker, counted from 1. */
  z.strictObject({ role: z.literal("worker"), index: number }),
  /** The first so many workers. */
  z.strictObject({ role: z.literal("workers"), count: number }),
  /** The nodes that the cluster's own DNS runs on: one of them, or the only one where all its replicas are together. */
  z.strictObject({ role: z.literal("dns"), replicas: z.enum(["one", "all"]) }),
  /** The control plane that answers on a lane's reused connection, for example "write/api/reused". */
  z.strictObject({ role: z.literal("lane"), lane: z.string() }),
  z.strictObject({ role: z.literal("load-balancer") }),
  /** Every node with this value of the label topology.kubernetes.io/zone. */
  z.strictObject({ role: z.literal("zone"), zone: z.string() }),
]);
export type TargetSpec = z.infer<typeof targetSchema>;

/** A target in words: "the etcd leader". */
export function describeTarget(target: TargetSpec): string {
  switch (target.role) {
    case "etcd-leader":
      return "the etcd leader";
    case "etcd-follower":
      return "an etcd follower";
    case "controller-manager-leader":
      return "the controller manager's leader";
    case "scheduler-leader":
      return "the scheduler's leader";
    case "control-plane":
      return `control plane ${target.index}`;
    case "all-control-planes":
      return "all control planes";
    case "minority":
      return `a minority of etcd members, ${withLeader(target.leader)}`;
    case "majority":
      return `a majority of etcd members, ${withLeader(target.leader)}`;
    case "etcd-members":
      return `${target.count} etcd members, ${withLeader(target.leader)}`;
    case "worker":
      return `worker ${target.index}`;
    case "workers":
      return `the first ${target.count} workers`;
    case "dns":
      return target.replicas === "all" ? "the node with all replicas of CoreDNS" : "a node with one replica of CoreDNS";
    case "lane":
      return `the node that answers ${target.lane}`;
    case "load-balancer":
      return "the load balancer";
    case "zone":
      return `zone ${target.zone}`;
  }
}

function withLeader(leader: "included" | "excluded"): string {
  return leader === "included" ? "the leader among them" : "the leader not among them";
}
