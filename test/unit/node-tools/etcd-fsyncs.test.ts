import { describe, expect, it } from "vitest";
import { countedBelow, fsyncsOf, longerThan, nextWaits } from "../../../src/node-tools/etcd-fsyncs.ts";
import { fsyncMetrics } from "../../support/fsync-metrics.ts";
import { recordingRuntime } from "../../support/recording-runtime.ts";

const read = (stdout: string) => fsyncsOf(recordingRuntime({ metrics: { stdout } }), "kc-x-control-plane");

describe("etcd's waits for its disk", () => {
  it("are read in milliseconds", async () => {
    const fsyncs = await read(fsyncMetrics({ fast: 40, slow: 3 }));
    expect(fsyncs).toMatchObject({ count: 43 });
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

  it.each([
    ["fast", [{ fast: 41, slow: 3 }], { ms: 1_024, all: 1, long: 0 }],
    ["slow", [{ fast: 40, slow: 4 }], { ms: 1_024, all: 1, long: 1 }],
    ["of both kinds", [{ fast: 42, slow: 4 }], { ms: 1_024, all: 3, long: 1 }],
    [
      "late",
      [
        { fast: 40, slow: 3 },
        { fast: 40, slow: 5 },
      ],
      { ms: 1_024, all: 2, long: 2 },
    ],
    ["another etcd's, which has counted less", [{ fast: 2, slow: 0 }], { ms: 1_024, all: 0, long: 0 }],
  ])("that end between looks are %s", async (_, later, waits) => {
    const answers = [{ fast: 40, slow: 3 }, ...later];
    const runtime = recordingRuntime({});
    const look = async () => ({
      exitCode: 0,
      stdout: fsyncMetrics(answers.shift() ?? later.at(-1) ?? { fast: 0, slow: 0 }),
      stderr: "",
    });
    expect(await nextWaits({ ...runtime, look }, "kc-x-control-plane", 2_000, 3)).toEqual(waits);
  });

  it.each(["", "etcd_disk_wal_fsync_duration_seconds_count 7\n", "4711 7 S\nactive\n"])(
    "are not made up where etcd says %j",
    async (stdout) => {
      await expect(read(stdout)).rejects.toThrow(/does not tell how long it waits for its disk/);
    },
  );
});
