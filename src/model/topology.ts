import { z } from "zod";

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
        kubeadmConfigPatches: z.array(z.string()).optional(),
      }),
    )
    .min(1),
  kubeadmConfigPatches: z.array(z.string()).optional(),
});
export type KindConfig = z.infer<typeof kindConfigSchema>;

/** A topology: a kind configuration, and how many nodes of which role and zone it has. */
export interface Topology {
  readonly name: string;
  readonly file: string;
  readonly config: KindConfig;
  readonly controlPlanes: number;
  readonly workers: number;
  readonly zones: readonly string[];
}
