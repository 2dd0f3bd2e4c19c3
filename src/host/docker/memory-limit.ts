import { unlimitedMemoryBytes } from "../../model/action.ts";
import { PlatformError } from "../../model/errors.ts";
import type { MemoryUse } from "../../model/node-runtime.ts";

/**
 * The limit of a container's memory, bytes; undefined where there is none. An engine that once gave a container a limit
 * never forgets that: the kernel's own most stands for none then.
 */
export function memoryLimitOf({ Memory = 0 }: { readonly Memory?: number | undefined }): number | undefined {
  return Memory > 0 && Memory < unlimitedMemoryBytes ? Memory : undefined;
}

/** The part of an engine's statistics of a container that tells of its memory; engines on other systems lack it. */
interface Statistics {
  readonly memory_stats?: {
    readonly usage?: number;
    /** With control groups v1 those of the group itself and, as total_…, with those below it; with v2 the latter alone. */
    readonly stats?: Readonly<Record<string, number>>;
  };
}

/** What a container holds of memory, from an engine's statistics; throws PlatformError where they do not say it. */
export function readMemory(node: string, { memory_stats: { usage, stats = {} } = {} }: Statistics): MemoryUse {
  const inactive = stats.total_inactive_file ?? stats.inactive_file;
  const active = stats.total_active_file ?? stats.active_file;
  if (usage === undefined || inactive === undefined || active === undefined)
    throw new PlatformError("look-failed", `the engine does not tell how much memory ${node} holds`);
  return { usedBytes: usage, reclaimableBytes: inactive + active };
}
