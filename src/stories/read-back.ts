import type { JournalEvent } from "../model/event.ts";
import { storyBackends } from "./story-cluster.ts";

/**
 * So many writes, those of the first lane, read back through API servers at the end; `keep` says which of them each
 * server shows; `at` is when, milliseconds.
 */
export function readBack(
  writes: number,
  keep: (number: number, server: string) => boolean,
  { servers = storyBackends, at = 12_020 }: { servers?: readonly string[]; at?: number } = {},
): JournalEvent[] {
  return servers.map((server) => {
    const objects: Record<string, string[]> = {};
    for (let number = 0; number < writes; number += 1) {
      const object = `written-0-0-${number % 8}`;
      if (keep(number, server)) objects[object] = [...(objects[object] ?? []), `0-${number}`];
    }
    return { type: "written-objects", at, apiServer: server, complete: true, objects };
  });
}
