import { describe, expect, it } from "vitest";
import diskSlow, { diskSlow as slow } from "../../../src/faults/disk-slow.ts";
import { fsyncMetrics } from "../../support/fsync-metrics.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const target = { role: "etcd-leader" } as const;
const params = diskSlow.params.parse(slow(target).params);
const sham = diskSlow.params.parse(slow(target, 0).params);
const captured = { pid: "41", startTime: "7", fsyncs: "40", slow: "0" };

interface Told {
  readonly etcd?: string;
  readonly tracer?: string;
  readonly perl?: string;
  readonly fast?: number;
  readonly long?: number;
}

const told = ({ etcd = "41 7 S\n", tracer = "held", perl = "yes", fast = 40, long = 0 }: Told) =>
  recordingRuntime({
    metrics: { stdout: fsyncMetrics({ fast, slow: long }) },
    TracerPid: { stdout: tracer },
    "command -v perl": { stdout: perl },
    "pgrep -x": { stdout: etcd },
  });

/** A runtime whose etcd has waited once more at each look, so long. */
function waiting(how: "fast" | "slow", tracer = "nobody") {
  const waits = { fast: 40, slow: 3 };
  const runtime = told({ tracer });
  return {
    ...runtime,
    look: async (node: string, argv: readonly string[], options?: object) => {
      if (!argv.join(" ").includes("metrics")) return runtime.look(node, argv, options);
      waits[how] += 1;
      return { exitCode: 0, stdout: fsyncMetrics(waits), stderr: "" };
    },
  };
}

describe("disk-slow", () => {
  it("traces the very process with its delay, and ends what traces", () => {
    const [hold] = diskSlow.inject(at, params, captured);
    expect(hold?.do === "exec" ? hold.argv.slice(4, 7) : "").toEqual(["41", "7", "2000"]);
    const [undo] = diskSlow.undo(at, params, captured);
    expect(undo?.do === "exec" ? undo.argv[2] : "").toContain("pkill -9 -f");
  });

  it("remembers which etcd it was, and how often it had waited", async () => {
    expect(await diskSlow.capture(told({ tracer: "nobody", long: 2 }), at, params)).toEqual({
      ...captured,
      ...{ fsyncs: "42", slow: "2" },
    });
  });

  it.each([
    ["no etcd runs", { etcd: "" }, /does not run/],
    ["it is traced already", { tracer: "another" }, /is traced already/],
    ["there is no perl", { tracer: "nobody", perl: "no" }, /has no perl/],
  ])("begins nothing where %s", async (_, world, words) => {
    await expect(diskSlow.capture(told(world), at, params)).rejects.toThrow(words);
  });

  it.each([
    ["waits longer and is traced", { long: 1 }, params, true],
    ["waits as before", { fast: 60 }, params, false],
    ["is not traced", { long: 1, tracer: "nobody" }, params, false],
    ["is traced by another", { long: 1, tracer: "another" }, params, false],
    ["was started anew", { long: 1, etcd: "977 9 S\n" }, params, false],
    ["is gone", { long: 1, etcd: "" }, params, false],
    ["is traced for nothing and waits", { fast: 41 }, sham, true],
    ["is traced for nothing and has not waited", {}, sham, false],
  ])("is active where etcd %s: %#", async (_, world, wanted, proven) => {
    expect((await diskSlow.active(told(world), at, wanted, captured)).proven).toBe(proven);
  });

  it("says how many waits were longer, and that the process is the same", async () => {
    expect((await diskSlow.active(told({ fast: 45, long: 3 }), at, params, captured)).detail).toBe(
      "process 41, the same, traced: 3 of 8 waits since took longer than 1024 ms",
    );
    expect((await diskSlow.active(told({ fast: 45 }), at, sham, captured)).detail).toBe(
      "process 41, the same, traced: 5 waits since",
    );
  });

  it.each([
    ["waits as before", waiting("fast"), params, true],
    ["waits as long still", waiting("slow"), params, false],
    ["does not wait at all", told({ tracer: "nobody" }), params, false],
    ["is traced still", waiting("fast", "held"), params, false],
    ["does not run", told({ etcd: "" }), params, false],
    ["waits as before, after a sham", waiting("fast"), sham, true],
  ])("is healed where etcd %s: %#", async (_, runtime, wanted, proven) => {
    expect((await diskSlow.healed(runtime, at, wanted, captured)).proven).toBe(proven);
  });
});
