import { PlatformError } from "../model/errors.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { etcdMetrics } from "./etcd-tools.ts";
import { scriptWords } from "./script.ts";

/** How long etcd waited for its disk, by its own count since it was started. */
export interface Fsyncs {
  readonly count: number;
  /** How many took at most so many milliseconds. */
  readonly within: readonly { readonly ms: number; readonly count: number }[];
}

/** etcd's histogram of the waits that its log makes (etcd server/storage/wal/metrics.go). */
const metric = "etcd_disk_wal_fsync_duration_seconds";

const look = `${etcdMetrics} | grep '^${metric}_'`;

/** What etcd on a node says of its own waits; throws PlatformError where it says nothing. */
export async function fsyncsOf(runtime: NodeRuntime, node: string): Promise<Fsyncs> {
  const { stdout } = await runtime.look(node, scriptWords(look));
  const count = numberAfter(stdout, new RegExp(`^${metric}_count (\\S+)$`, "m"));
  const buckets = stdout.matchAll(new RegExp(`^${metric}_bucket\\{le="([\\d.e+-]+)"\\} (\\S+)$`, "gm"));
  const within = [...buckets].map(([, le, told]) => ({ ms: Number(le) * 1_000, count: Number(told) }));
  if (count === undefined || within.length === 0)
    throw new PlatformError("look-failed", `etcd on ${node} does not tell how long it waits for its disk`);
  return { count, within };
}

function numberAfter(text: string, pattern: RegExp): number | undefined {
  const value = Number(pattern.exec(text)?.[1]);
  return Number.isFinite(value) ? value : undefined;
}

/** The greatest time that etcd counts by and that is no longer than this one, milliseconds; 0 where there is none. */
export function countedBelow({ within }: Fsyncs, ms: number): number {
  return Math.max(0, ...within.map((bucket) => bucket.ms).filter((each) => each <= ms));
}

/** Waits that ended between two looks, by one of the times that etcd counts by. */
export interface Waits {
  /** Milliseconds. */
  readonly ms: number;
  readonly all: number;
  /** How many of them took longer than that time. */
  readonly long: number;
}

/**
 * The next waits of etcd on a node that end, told by the time that it counts by and that is no longer than this one; none
 * where none ends within so many looks. Throws as `fsyncsOf` does.
 */
export async function nextWaits(
  runtime: NodeRuntime,
  node: string,
  delayMs: number,
  mostLooks: number,
): Promise<Waits> {
  const before = await fsyncsOf(runtime, node);
  const ms = countedBelow(before, delayMs);
  for (let look = 0; look < mostLooks; look += 1) {
    const after = await fsyncsOf(runtime, node);
    const all = after.count - before.count;
    if (all > 0) return { ms, all, long: longerThan(after, ms) - longerThan(before, ms) };
  }
  return { ms, all: 0, long: 0 };
}

/** How many waits were longer than one of the times that etcd counts by, milliseconds. */
export function longerThan({ count, within }: Fsyncs, ms: number): number {
  return count - (within.find((bucket) => bucket.ms === ms)?.count ?? 0);
}
