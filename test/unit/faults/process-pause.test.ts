import { describe, expect, it } from "vitest";
import processPause from "../../../src/faults/process-pause.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");

describe("process-pause", () => {
  const params = { component: "kube-apiserver" } as const;
  const captured = { pid: "449", startTime: "4711" };
  it("stops the process that it captured, and lets go on only that", () => {
    expect(processPause.inject(at, params, captured)).toMatchObject([{ argv: ["kill", "-STOP", "449"] }]);
    expect(processPause.undo(at, params, captured)).toMatchObject([
      { argv: ["sh", "-c", expect.stringMatching(/\/proc\/449\/stat.* != "4711" \] \|\| kill -CONT 449$/)] },
    ]);
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
    for (const words of runtime.asked) expect(words).toMatch(/^kc-x-control-plane2: sh -c .*pgrep -x 'kube-apiserver'/);
  });
});
