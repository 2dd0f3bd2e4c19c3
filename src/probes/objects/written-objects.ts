import type { Lane } from "../../model/lane.ts";

/** Objects that a lane writes to in turn, so that writes of one lane do not queue behind each other for one object. */
const ring = 8;
/** Keys that one object takes before the next generation of objects is used: it stays a few kilobytes small. */
const keysPerObject = 400;

/** The object that a writing lane writes to at an attempt. */
export function objectName(lane: Pick<Lane, "index">, attempt: number): string {
  const generation = Math.floor(attempt / (ring * keysPerObject));
  return `written-${lane.index}-${generation}-${attempt % ring}`;
}

/** All objects that a writing lane needs for a run of at most this length. */
export function objectNames(lane: Lane, durationMs: number): string[] {
  const generations = Math.ceil(durationMs / lane.periodMs / (ring * keysPerObject)) + 1;
  return Array.from({ length: generations * ring }, (_, n) =>
    objectName(lane, (n % ring) + Math.floor(n / ring) * ring * keysPerObject),
  );
}
