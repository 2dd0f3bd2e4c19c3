import { describe, expect, it } from "vitest";
import processPause from "../../../src/faults/process-pause.ts";
import type { Action } from "../../../src/model/action.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");

describe("process-pause", () => {
  const params = { component: "kube-apiserver" } as const;
  const captured = { pid: "449", startTime: "4711" };
  it("stops the process that it captured, and lets go on only that", () => {
    const argv = (actions: readonly Action[]) => actions.map((action) => (action.do === "exec" ? action.argv : []));
    expect(argv(processPause.inject(at, params, captured))[0]?.slice(-3)).toEqual(["STOP", "449", "4711"]);
    expect(argv(processPause.undo(at, params, captured))[0]?.slice(-2)).toEqual(["449", "4711"]);
  });
  it("is not begun on what somebody has stopped", async () => {
    const stopped = recordingRuntime({ pgrep: { stdout: "449 4711 T\n" } });
    await expect(processPause.capture(stopped, at, params)).rejects.toThrow(/is stopped already/);
  });
  it.each([
    ["is stopped", "449 4711 T\n", true, false, /state T/],
    ["goes on", "449 4711 S\n", false, true, /state S/],
    ["was restarted by its kubelet", "502 9000 S\n", false, true, /process 502 runs in its place: it was restarted/],
    ["is gone", "", false, false, /none runs/],
  ])("tells whether the process %s", async (_, stdout, active, healed, detail) => {
    const runtime = recordingRuntime({ pgrep: { stdout } });
    const evidence = await processPause.active(runtime, at, params, captured);
    expect(evidence).toEqual({ proven: active, detail: expect.stringMatching(detail) });
    expect((await processPause.healed(runtime, at, params, captured)).proven).toBe(healed);
    for (const words of runtime.asked)
      expect(words).toMatch(/^kc-x-control-plane2: sh -c .*kind-chaos kube-apiserver$/);
  });
});
