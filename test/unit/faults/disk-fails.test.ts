import { describe, expect, it } from "vitest";
import diskFails from "../../../src/faults/disk-fails.ts";
import { fsyncMetrics } from "../../support/fsync-metrics.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const early = "2026-11-28T18:00:00.1Z";
const late = "2026-11-28T19:00:00.1Z";
const captured = { pid: "41", startTime: "7", said: "" };

interface Told {
  readonly etcd?: string;
  readonly tracer?: string;
  readonly perl?: string;
  readonly machine?: string;
  readonly said?: string;
}

const told = ({ etcd = "41 7 S\n", tracer = "nobody", perl = "yes", machine = "6.12.1 x86_64\n", said = "" }: Told) =>
  recordingRuntime({
    metrics: { stdout: fsyncMetrics({ fast: 40, slow: 0 }) },
    "/var/log/pods": { stdout: `${said}\n` },
    TracerPid: { stdout: tracer },
    "command -v perl": { stdout: perl },
    uname: { stdout: machine },
    "pgrep -x": { stdout: etcd },
  });

describe("disk-fails", () => {
  it("answers the very process with EIO, without a delay, and ends what does so", () => {
    const [fail] = diskFails.inject(at, {}, captured);
    expect(fail?.do === "exec" ? fail.argv.slice(4, 8) : []).toEqual(["41", "7", "0", "5"]);
    const [undo] = diskFails.undo(at, {}, captured);
    expect(undo?.do === "exec" ? undo.argv[2] : "").toContain("pkill -9 -f");
  });

  it("remembers which etcd it was, and when it said last that its disk failed", async () => {
    expect(await diskFails.capture(told({ said: early }), at, {})).toEqual({ ...captured, said: early });
  });

  it("says where it cannot be had", () => {
    const unsupported = (state: "yes" | "no" | "unknown") =>
      diskFails.unsupported?.({ features: { "traced calls": state } });
    expect(unsupported("no")).toMatch(/^it needs traced calls, which/);
    expect([unsupported("yes"), unsupported("unknown")]).toEqual([undefined, undefined]);
  });

  it.each([
    ["no etcd runs", { etcd: "" }, /does not run/],
    ["it is traced already", { tracer: "another" }, /is traced already/],
    ["there is no perl", { perl: "no" }, /has no perl/],
    ["the kernel is too old", { tracer: "nobody", machine: "5.2.9 x86_64\n" }, /runs Linux 5.2.9 on x86_64: calls/],
    [
      "the machine is of another kind",
      { tracer: "nobody", machine: "6.1.0 riscv64\n" },
      /on riscv64: calls are traced/,
    ],
  ])("begins nothing where %s", async (_, world, words) => {
    await expect(diskFails.capture(told(world), at, {})).rejects.toThrow(words);
  });

  it.each([
    ["is gone and said why", { etcd: "", said: late }, "", true],
    ["runs anew and said why", { etcd: "977 9 S\n", said: late }, early, true],
    ["is gone without a word", { etcd: "" }, "", false],
    ["is gone, and said so before alone", { etcd: "", said: early }, early, false],
    ["goes on, whatever it said", { said: late }, "", false],
  ])("is active where etcd %s", async (_, world, said, proven) => {
    expect((await diskFails.active(told(world), at, {}, { ...captured, said })).proven).toBe(proven);
  });

  it("says what was seen", async () => {
    expect((await diskFails.active(told({ etcd: "", said: late }), at, {}, captured)).detail).toBe(
      "process 41 is gone, and etcd said that its disk failed",
    );
  });

  it.each([
    ["runs anew", { etcd: "977 9 S\n" }, true],
    ["does not run yet", { etcd: "" }, false],
    ["is the same", {}, false],
  ])("is healed where etcd %s", async (_, world, proven) => {
    expect((await diskFails.healed(told(world), at, {}, captured)).proven).toBe(proven);
  });
});
