import { PlatformError } from "../model/errors.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { etcdMetrics } from "./etcd-tools.ts";
import { scriptWords } from "./script.ts";

/** How long etcd waited for its disk, by its own count since it was started. */
export interface Fsyncs {
  readonly count: number;
  readonly sumMs: number;
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
  const sum = numberAfter(stdout, new RegExp(`^${metric}_sum (\\S+)$`, "m"));
  const buckets = stdout.matchAll(new RegExp(`^${metric}_bucket\\{le="([\\d.e+-]+)"\\} (\\S+)$`, "gm"));
  if (count === undefined || sum === undefined)
    throw new PlatformError("look-failed", `etcd on ${node} does not tell how long it waits for its disk`);
  const within = [...buckets].map(([, le, told]) => ({ ms: Number(le) * 1_000, count: Number(told) }));
  return { count, sumMs: sum * 1_000, within };
}

function numberAfter(text: string, pattern: RegExp): number | undefined {
  const value = Number(pattern.exec(text)?.[1]);
  return Number.isFinite(value) ? value : undefined;
}

/** The greatest time that etcd counts by and that is no longer than this one, milliseconds; 0 where there is none. */
export function countedBelow({ within }: Fsyncs, ms: number): number {
  return Math.max(0, ...within.map((bucket) => bucket.ms).filter((each) => each <= ms));
}

/** How many waits were longer than one of the times that etcd counts by, milliseconds. */
export function longerThan({ count, within }: Fsyncs, ms: number): number {
  return count - (within.find((bucket) => bucket.ms === ms)?.count ?? 0);
}
