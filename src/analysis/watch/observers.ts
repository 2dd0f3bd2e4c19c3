import { z } from "zod";

/** What an observer says of a node. */
export const nodeState = z.object({
  name: z.string(),
  ready: z.string(),
  readySince: z.string(),
  taints: z.array(z.string()),
  gone: z.boolean().optional(),
});
export type NodeState = z.infer<typeof nodeState>;

/** What an observer says of a pod. */
export const podState = z.object({
  name: z.string(),
  uid: z.string().optional(),
  node: z.string(),
  ready: z.boolean(),
  created: z.string(),
  started: z.string().optional(),
  deleting: z.string().optional(),
  /** The scheduler's own words where it found no place. */
  unschedulable: z.string().optional(),
  gone: z.boolean().optional(),
});
export type PodState = z.infer<typeof podState>;

/** What an observer says of an EndpointSlice: which pods in it are ready. */
export const sliceState = z.object({
  name: z.string(),
  ready: z.array(z.string()),
  gone: z.boolean().optional(),
});
export type SliceState = z.infer<typeof sliceState>;

/** What every observed object has: its name, and whether that is the last of it. */
export interface ObservedState {
  readonly name: string;
  readonly gone?: boolean | undefined;
}
