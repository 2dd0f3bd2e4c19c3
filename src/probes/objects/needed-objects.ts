import type { Lane } from "../../model/lane.ts";
import { loadOperation } from "../operation.ts";

/** Names of the ConfigMaps that must exist before the lanes start, enough for lanes that go on for at most this long, milliseconds. */
export async function objectsOf(lanes: readonly Lane[], durationMs: number): Promise<string[]> {
  const names = await Promise.all(
    lanes.map(async (lane) => {
      const operation = await loadOperation(lane.operation);
      return operation.protocol === "http" ? (operation.objects?.(lane, durationMs) ?? []) : [];
    }),
  );
  return [...new Set(names.flat())];
}

/** Names of the Secrets that must exist before the lanes start. */
export async function secretsOf(lanes: readonly Lane[]): Promise<string[]> {
  const names = await Promise.all(
    lanes.map(async (lane) => {
      const operation = await loadOperation(lane.operation);
      return operation.protocol === "http" ? (operation.secrets ?? []) : [];
    }),
  );
  return [...new Set(names.flat())];
}
