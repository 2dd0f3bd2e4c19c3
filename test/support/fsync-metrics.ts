/** etcd's times, seconds (etcd server/storage/wal/metrics.go: 14 buckets from 1 ms, each twice the one before). */
const bounds = Array.from({ length: 14 }, (_, index) => 0.001 * 2 ** index);

/** What etcd says of its waits for the disk: so many of 2 ms, and so many of 2 s. */
export function fsyncMetrics({ fast, slow }: { readonly fast: number; readonly slow: number }): string {
  const name = "etcd_disk_wal_fsync_duration_seconds";
  const buckets = bounds.map((le) => `${name}_bucket{le="${le}"} ${(le >= 0.002 ? fast : 0) + (le >= 2 ? slow : 0)}`);
  const sum = `${name}_sum ${(fast * 2 + slow * 2_000) / 1_000}`;
  return [...buckets, `${name}_bucket{le="+Inf"} ${fast + slow}`, sum, `${name}_count ${fast + slow}`].join("\n");
}
