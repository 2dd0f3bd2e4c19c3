import { describe, expect, it } from "vitest";
import { countedBelow, fsyncsOf, longerThan } from "../../../src/node-tools/etcd-fsyncs.ts";
import { fsyncMetrics } from "../../support/fsync-metrics.ts";
import { recordingRuntime } from "../../support/recording-runtime.ts";

const read = (stdout: string) => fsyncsOf(recordingRuntime({ metrics: { stdout } }), "kc-x-control-plane");

describe("etcd's waits for its disk", () => {
  it("are read in milliseconds", async () => {
    const fsyncs = await read(fsyncMetrics({ fast: 40, slow: 3 }));
    expect(fsyncs).toMatchObject({ count: 43, sumMs: 6_080 });
    expect(fsyncs.within.map(({ ms }) => ms)).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192,
    ]);
  });

  it.each([
    [0, 0, 43],
    [1_023, 512, 3],
    [1_024, 1_024, 3],
    [2_000, 1_024, 3],
    [10_000, 8_192, 0],
  ])("that are %s ms longer are counted by those over %s ms: %s", async (delayMs, ms, count) => {
    const fsyncs = await read(fsyncMetrics({ fast: 40, slow: 3 }));
    expect(countedBelow(fsyncs, delayMs)).toBe(ms);
    expect(longerThan(fsyncs, ms)).toBe(count);
  });

  it.each(["", "etcd_disk_wal_fsync_duration_seconds_count 7\n", "4711 7 S\nactive\n"])(
    "are not made up where etcd says %j",
    async (stdout) => {
      await expect(read(stdout)).rejects.toThrow(/does not tell how long it waits for its disk/);
    },
  );
});
