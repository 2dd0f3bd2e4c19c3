import { z } from "zod";

/** A set of pods that somebody keeps up. */
export const expectedSetSchema = z.object({
  namespace: z.string(),
  kind: z.enum(["Deployment", "DaemonSet", "StatefulSet"]),
  name: z.string(),
  /** How many of its pods are Ready at least. */
  replicas: z.number().int(),
});
export type ExpectedSet = z.infer<typeof expectedSetSchema>;

/** What must be there, by its names, whenever a cluster is in its steady state: nothing is whole because it is gone. */
export const expectedSchema = z.object({
  nodes: z.array(z.string()),
  /** Pods of kube-system that run from a manifest on their node. */
  staticPods: z.array(z.string()),
  sets: z.array(expectedSetSchema),
  /** How many DaemonSets kube-system has at least: the pod network's has another name in each image. */
  daemonSets: z.number().int(),
  /** Short names of the nodes of etcd's members. */
  etcdMembers: z.array(z.string()),
});
export type Expected = z.infer<typeof expectedSchema>;
