import { z } from "zod";
import type { Node } from "./cluster.ts";

/** A cluster's network is a /24, whose addresses from 201 on are for external etcd members. */
const mostNodes = 190;

/** What the harness needs to know of a kind configuration; everything else in it goes to kind as it is. */
export const kindConfigSchema = z.looseObject({
  kind: z.literal("Cluster"),
  apiVersion: z.literal("kind.x-k8s.io/v1alpha4"),
  name: z.never({ error: "must not be set: the harness names its clusters itself" }).optional(),
  nodes: z
    .array(
      z.looseObject({
        role: z.enum(["control-plane", "worker"]),
        labels: z.record(z.string(), z.string()).optional(),
        extraPortMappings: z
          .array(
            z.looseObject({
              containerPort: z.number(),
              listenAddress: z.string().optional(),
              protocol: z.string().optional(),
            }),
          )
          .optional(),
        kubeadmConfigPatches: z.array(z.string()).optional(),
      }),
    )
    .min(1)
    .max(mostNodes),
  kubeadmConfigPatches: z.array(z.string()).optional(),
  networking: z.looseObject({ apiServerAddress: z.string().optional() }).nullish(),
});
export type KindConfig = z.infer<typeof kindConfigSchema>;

/** A node that a topology will have, by the name that kind or the harness will give it. */
export type PlannedNode = Pick<Node, "short" | "role" | "zone">;

/** A topology: a kind configuration, and which nodes of which role and zone it makes. */
export interface Topology {
  readonly name: string;
  readonly file: string;
  /** As the file has it, and with the ports published that lanes need. */
  readonly config: KindConfig;
  readonly controlPlanes: number;
  readonly workers: number;
  /** All containers: control planes, workers, members of external etcd, the load balancer where kind makes one. */
  readonly nodes: readonly PlannedNode[];
  readonly zones: readonly string[];
}
