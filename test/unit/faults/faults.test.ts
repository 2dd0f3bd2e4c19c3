import { describe, expect, it } from "vitest";
import componentStop from "../../../src/faults/component-stop.ts";
import processKill from "../../../src/faults/process-kill.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const { node } = at;
const params = { component: "etcd" as const };

describe("process-kill", () => {
  it("kills exactly the process that it captured, and leaves nothing to undo", async () => {
    const captured = await processKill.capture(recordingRuntime({ sh: { stdout: "449 4711\n" } }), at, params);
    expect(captured).toEqual({ pid: "449", startTime: "4711" });
    expect(processKill.inject(at, params, captured)).toEqual([
      { do: "exec", node: node.name, argv: ["kill", "-9", "449"] },
    ]);
    expect(processKill.undo(at, params, captured)).toEqual([]);
  });

  it("refuses a target that is down already", async () => {
    await expect(processKill.capture(recordingRuntime({}), at, params)).rejects.toThrow(
      /etcd does not run on kc-x-control-plane2/,
    );
  });

  it.each([
    ["still runs", "449 4711\n", false, false],
    ["is gone", "", true, false],
    ["was replaced", "502 9000\n", true, true],
    ["was replaced under the same number", "449 9000\n", true, true],
  ])("tells whether the process %s", async (_, stdout, active, healed) => {
    const runtime = recordingRuntime({ sh: { stdout } });
    const captured = { pid: "449", startTime: "4711" };
    expect((await processKill.active(runtime, at, params, captured)).proven).toBe(active);
    expect((await processKill.healed(runtime, at, params, captured)).proven).toBe(healed);
  });
});

describe("component-stop", () => {
  it("moves the manifest before it kills, and back only if it was moved", () => {
    const [inject] = componentStop.inject(at, params, {});
    const [undo] = componentStop.undo(at, params, {});
    expect(inject).toMatchObject({
      do: "exec",
      argv: ["sh", "-c", expect.stringMatching(/mv .*manifests\/etcd\.yaml .* && pkill -9 -x etcd$/)],
    });
    expect(undo).toMatchObject({
      do: "exec",
      argv: ["sh", "-c", expect.stringMatching(/^\[ ! -f .*etcd\.yaml \] \|\| { mv .* .*ss -K .*done; }$/)],
    });
  });

  it.each([
    ["process and manifest are gone", "", 1, true],
    ["the process lives", "449 1\n", 1, false],
    ["the manifest is in place", "", 0, false],
  ])("is active only when %s", async (_, stdout, exitCode, proven) => {
    const runtime = recordingRuntime({ sh: { stdout }, test: { exitCode } });
    expect((await componentStop.active(runtime, at, params, {})).proven).toBe(proven);
  });
});
