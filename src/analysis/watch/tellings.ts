import type { z } from "zod";
import type { WatchTrack } from "../../model/timeline.ts";
import type { ObservedState } from "./observers.ts";
import { itemsOf } from "./stream-coverage.ts";

/** What streams told of objects at one revision: an event of one, or a list of all that there are. */
export interface Telling<State> {
  readonly revision: number;
  /** When the first of them told it; milliseconds of the run. */
  readonly at: number;
  readonly list: boolean;
  readonly states: readonly State[];
  /**
   * Names of the objects whose state cannot be read, or of which streams told different things; empty where not even
   * the name can be read.
   */
  readonly unreadable: readonly string[];
}

/** All that the lanes of one operation told, each event once, in etcd's order; a list after the events up to it. */
export function tellingsOf<State extends ObservedState>(
  tracks: readonly WatchTrack[],
  schema: z.ZodType<State>,
): Telling<State>[] {
  const arrivals = tracks.flatMap((track) => track.arrivals);
  const events = Map.groupBy(
    arrivals.filter(({ kind }) => kind === "event"),
    ({ revision = 0 }) => revision,
  );
  const told = [...events].map(([revision, same]): Telling<State> => {
    const at = same.reduce((first, arrival) => Math.min(first, arrival.at), Number.POSITIVE_INFINITY);
    const objects = same.map(({ object }) => object);
    return { revision, at, list: false, ...readable(objects, schema) };
  });
  const lists = arrivals.flatMap((arrival): Telling<State>[] => {
    const items = arrival.kind === "listed" ? itemsOf(arrival) : undefined;
    if (items === undefined) return [];
    return [{ revision: arrival.revision ?? 0, at: arrival.at, list: true, ...readable(items, schema) }];
  });
  return [...told, ...lists].toSorted(
    (a, b) => a.revision - b.revision || Number(a.list) - Number(b.list) || a.at - b.at,
  );
}

function readable<State extends ObservedState>(
  objects: readonly unknown[],
  schema: z.ZodType<State>,
): Pick<Telling<State>, "states" | "unreadable"> {
  const states = new Map<string, State>();
  const unreadable = new Set<string>();
  for (const object of objects) {
    const { success, data } = schema.safeParse(object);
    const name = success ? data.name : nameOf(object);
    const known = states.get(name);
    if (!success || (known !== undefined && !same(known, data))) unreadable.add(name);
    else states.set(name, data);
  }
  for (const name of unreadable) states.delete(name);
  return { states: [...states.values()], unreadable: [...unreadable] };
}

/** Whether two states of an object are the same. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function nameOf(object: unknown): string {
  const name = typeof object === "object" && object !== null && "name" in object ? object.name : "";
  return typeof name === "string" ? name : "";
}
