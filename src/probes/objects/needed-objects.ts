import type { Lane } from "../../model/lane.ts";
import { loadOperation } from "../operation.ts";

/** Names of the ConfigMaps that must exist before the lanes start, enough for a run of at most this length. */
export async function objectsOf(lanes: readonly Lane[], durationMs = 900_000): Promise<string[]> {
  const names = await Promise.all(
    lanes.map(async (lane) => {
      const operation = await loadOperation(lane.operation);
      return operation.protocol === "http" ? (operation.objects?.(lane, durationMs) ?? []) : [];
    }),
  );
  return [...new Set(names.flat())];
}
