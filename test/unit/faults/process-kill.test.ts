import { describe, expect, it } from "vitest";
import processKill from "../../../src/faults/process-kill.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const params = { component: "etcd" as const };

describe("process-kill", () => {
  it("kills exactly the process that it captured, and leaves nothing to undo", async () => {
    const captured = await processKill.capture(recordingRuntime({ sh: { stdout: "449 4711\n" } }), at, params);
    expect(captured).toEqual({ pid: "449", startTime: "4711" });
    expect(processKill.inject(at, params, captured)).toMatchObject([
      { do: "exec", node: at.node.name, argv: expect.arrayContaining(["KILL", "449", "4711"]) },
    ]);
    expect(processKill.undo(at, params, captured)).toEqual([]);
  });

  it("refuses a target that is down already", async () => {
    await expect(processKill.capture(recordingRuntime({ "kind-chaos etcd": {} }), at, params)).rejects.toThrow(
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
    for (const words of runtime.asked) expect(words).toMatch(/^kc-x-control-plane2: sh -c .*kind-chaos etcd$/);
  });
});
