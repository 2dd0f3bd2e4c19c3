import { describe, expect, it } from "vitest";
import diskSlow, { diskSlow as slow } from "../../../src/faults/disk-slow.ts";
import { fsyncMetrics } from "../../support/fsync-metrics.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const target = { role: "etcd-leader" } as const;
const params = diskSlow.params.parse(slow(target).params);
const sham = diskSlow.params.parse(slow(target, 0).params);
const captured = { pid: "41", startTime: "7" };

/** How etcd's waits that end are told, one look after the other. */
type Ending = "none" | "fast" | "slow" | "both";

interface Told {
  readonly etcd?: string;
  readonly tracer?: string;
  readonly perl?: string;
  readonly machine?: string;
  readonly ending?: Ending;
}

function told({
  etcd = "41 7 S\n",
  tracer = "held",
  perl = "yes",
  machine = "6.12.1 x86_64\n",
  ending = "none",
}: Told) {
  const waits = { fast: 40, slow: 3 };
  const runtime = recordingRuntime({
    TracerPid: { stdout: tracer },
    "command -v perl": { stdout: perl },
    uname: { stdout: machine },
    "pgrep -x": { stdout: etcd },
  });
  return {
    ...runtime,
    look: async (node: string, argv: readonly string[], options?: object) => {
      if (!argv.join(" ").includes("metrics")) return runtime.look(node, argv, options);
      const stdout = fsyncMetrics(waits);
      if (ending === "fast" || ending === "both") waits.fast += 1;
      if (ending === "slow" || ending === "both") waits.slow += 1;
      return { exitCode: 0, stdout, stderr: "" };
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

  it.each([
    [0, true],
    [5, false],
    [99, false],
    [100, true],
    [10_000, true],
    [10_001, false],
  ])("takes a delay of %s ms: %s", (delayMs, taken) => {
    expect(diskSlow.params.safeParse({ delayMs }).success).toBe(taken);
  });

  it("remembers which etcd it was", async () => {
    expect(await diskSlow.capture(told({ tracer: "nobody" }), at, params)).toEqual(captured);
  });

  it("begins nothing where etcd does not tell of its waits", async () => {
    const dumb = recordingRuntime({
      metrics: { stdout: "" },
      TracerPid: { stdout: "nobody" },
      "command -v perl": { stdout: "yes" },
      uname: { stdout: "6.12.1 x86_64" },
      "pgrep -x": { stdout: "41 7 S\n" },
    });
    await expect(diskSlow.capture(dumb, at, params)).rejects.toThrow(/does not tell how long/);
  });

  it("says where it cannot be had", () => {
    const unsupported = (state: "yes" | "no" | "unknown") =>
      diskSlow.unsupported?.({ features: { "traced calls": state } });
    expect(unsupported("no")).toMatch(/^it needs traced calls, which/);
    expect([unsupported("yes"), unsupported("unknown")]).toEqual([undefined, undefined]);
  });

  it.each([
    ["no etcd runs", { etcd: "" }, /does not run/],
    ["it is traced already", { tracer: "another" }, /is traced already/],
    ["there is no perl", { tracer: "nobody", perl: "no" }, /has no perl/],
    ["the kernel is too old", { tracer: "nobody", machine: "5.2.9 x86_64\n" }, /runs Linux 5.2.9 on x86_64: calls/],
    [
      "the machine is of another kind",
      { tracer: "nobody", machine: "6.1.0 riscv64\n" },
      /on riscv64: calls are traced/,
    ],
  ])("begins nothing where %s", async (_, world, words) => {
    await expect(diskSlow.capture(told(world), at, params)).rejects.toThrow(words);
  });

  it.each([
    ["waits longer each time and is traced", { ending: "slow" }, params, true],
    ["waits longer now and then, as a busy disk makes it", { ending: "both" }, params, false],
    ["waits as before", { ending: "fast" }, params, false],
    ["has not waited since it was looked at", {}, params, false],
    ["is not traced", { ending: "slow", tracer: "nobody" }, params, false],
    ["is traced by another", { ending: "slow", tracer: "another" }, params, false],
    ["was started anew", { ending: "slow", etcd: "977 9 S\n" }, params, false],
    ["is gone", { ending: "slow", etcd: "" }, params, false],
    ["is traced for nothing and waits", { ending: "fast" }, sham, true],
    ["is traced for nothing and has not waited", {}, sham, false],
  ] as const)("is active where etcd %s: %#", async (_, world, wanted, proven) => {
    expect((await diskSlow.active(told(world), at, wanted, captured)).proven).toBe(proven);
  });

  it("says how many waits were longer, and that the process is the same", async () => {
    expect((await diskSlow.active(told({ ending: "both" }), at, params, captured)).detail).toBe(
      "process 41, the same, traced: 1 of 2 waits since took longer than 1024 ms",
    );
    expect((await diskSlow.active(told({ ending: "fast" }), at, sham, captured)).detail).toBe(
      "process 41, the same, traced: 1 waits since",
    );
  });

  it.each([
    ["waits as before", { tracer: "nobody", ending: "fast" }, params, true],
    ["waits as long still", { tracer: "nobody", ending: "slow" }, params, false],
    ["waits as long still, now and then", { tracer: "nobody", ending: "both" }, params, false],
    ["does not wait at all", { tracer: "nobody" }, params, false],
    ["is traced still", { ending: "fast" }, params, false],
    ["does not run", { etcd: "" }, params, false],
    ["waits as before, after a sham", { tracer: "nobody", ending: "fast" }, sham, true],
    ["is another, which waits as any does", { tracer: "nobody", ending: "fast", etcd: "977 9 S\n" }, params, true],
  ] as const)("is healed where etcd %s: %#", async (_, world, wanted, proven) => {
    expect((await diskSlow.healed(told(world), at, wanted, captured)).proven).toBe(proven);
  });

  it.each([
    ["is the same", "41 7 S\n", true, "process 41, the same"],
    ["is another", "977 9 S\n", false, "process 977 in the place of 41"],
    ["does not run", "", false, "etcd does not run"],
  ])("left no harm where etcd %s", async (_, etcd, proven, detail) => {
    expect(await diskSlow.unharmed?.(told({ etcd }), at, params, captured)).toEqual({ proven, detail });
  });

  it("says that etcd goes on, so that no kubelet delays it", () => expect(diskSlow.goesOn).toBe(true));
});
