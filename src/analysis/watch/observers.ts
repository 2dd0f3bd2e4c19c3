import { z } from "zod";
import type { Timeline } from "../../model/timeline.ts";
import { chosenEnds } from "../../model/watch.ts";
import type { Moment, RevisionClock } from "../timeline/revision-clock.ts";

/** A state of an object, and between which moments it came to it. */
export interface Sighting<State> {
  readonly when: Moment;
  readonly state: State;
}

/** What an observer says of a node. */
export const nodeState = z.object({
  name: z.string(),
  ready: z.string(),
  readySince: z.string(),
  taints: z.array(z.string()),
});
export type NodeState = z.infer<typeof nodeState>;

/** What an observer says of a pod. */
export const podState = z.object({
  name: z.string(),
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
export const sliceState = z.object({ name: z.string(), ready: z.array(z.string()) });
export type SliceState = z.infer<typeof sliceState>;

/**
 * Whether somebody observed objects of an operation to the end: a stream that stood when the probes stopped. It resumes
 * where it was lost, so what it did not tell did not happen; where the last stream was lost for good, silence says
 * nothing.
 */
export function isObserved({ watches }: Timeline, operation: string): boolean {
  return watches
    .filter(({ lane, arrivals }) => lane.operation === operation && arrivals.length > 0)
    .some(({ arrivals }) => {
      const last = arrivals.findLast(({ kind }) => kind === "opened" || kind === "closed");
      return last?.kind !== "closed" || chosenEnds.includes(last.reason ?? "");
    });
}

/**
 * What all lanes of an operation that observes saw, each change once, in etcd's order; a change that several heard of
 * counts from the first of them.
 */
export function sightings<State>(
  { watches }: Timeline,
  operation: string,
  schema: z.ZodType<State>,
  clock: RevisionClock,
): Sighting<State>[] {
  const arrivals = watches
    .filter(({ lane }) => lane.operation === operation)
    .flatMap((track) => track.arrivals.filter(({ kind, object }) => kind === "event" && object !== undefined))
    .toSorted((a, b) => a.at - b.at);
  const first = new Map<number, (typeof arrivals)[number]>();
  for (const arrival of arrivals) if (!first.has(arrival.revision ?? 0)) first.set(arrival.revision ?? 0, arrival);
  return [...first]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([revision, { at, object }]) => {
      const state = schema.safeParse(object);
      return state.success ? [{ when: clock.when(revision, at), state: state.data }] : [];
    });
}
