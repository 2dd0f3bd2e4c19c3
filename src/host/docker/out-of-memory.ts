import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type Docker from "dockerode";
import type { OutOfMemory } from "../../model/node-runtime.ts";
import { engineMs } from "./engine-clock.ts";

/** How long the engine gets to tell what it remembers, milliseconds: it has all of it in its memory. */
const tellWithinMs = 10_000;

/**
 * How often a container had no memory left, by the events that the engine was told by the kernel, since a time of the
 * engine's own; without one only what time it is there. The engine remembers its last 256 events (moby daemon/events).
 */
export async function outOfMemory(docker: Docker, id: string, since?: string): Promise<OutOfMemory> {
  const { SystemTime } = (await docker.info()) as { readonly SystemTime?: string };
  const at = engineSeconds(SystemTime);
  if (since === undefined) return { at, times: 0 };
  const filters = { type: ["container"], container: [id], event: ["oom"] };
  // The engine takes fractions of seconds; the types know whole ones.
  const times = { since, until: at } as unknown as Docker.GetEventsOptions;
  const told = (await docker.getEvents({ ...times, filters: JSON.stringify(filters) })) as Readable;
  const timer = setTimeout(() => told.destroy(new Error("the engine does not end what it tells")), tellWithinMs);
  try {
    return { at, times: countEvents(await text(told)) };
  } finally {
    clearTimeout(timer);
    told.destroy();
  }
}

/** An engine's time in seconds with a fraction; throws PlatformError where it tells none. */
export function engineSeconds(systemTime: string | undefined): string {
  return (engineMs(systemTime) / 1_000).toFixed(3);
}

/** How many events an engine told, one in each line. */
export function countEvents(told: string): number {
  return told.split("\n").filter((line) => line.trim() !== "").length;
}
