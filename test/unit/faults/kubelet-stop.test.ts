import { describe, expect, it } from "vitest";
import kubeletStop from "../../../src/faults/kubelet-stop.ts";
import type { Action } from "../../../src/model/action.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = context("control-plane2");

describe("kubelet-stop", () => {
  it("stops the unit and starts it, where it was this that stopped it", () => {
    const folders = { "/run": temporaryFolder() };
    const calls = ([action]: readonly Action[]) => carriedOut(action, { systemctl: "exit 0" }, folders).calls;
    expect(calls(kubeletStop.undo(at, {}, {}))).toEqual([]);
    expect(calls(kubeletStop.inject(at, {}, {}))).toEqual(["systemctl stop kubelet"]);
    expect(calls(kubeletStop.undo(at, {}, {}))).toEqual(["systemctl start kubelet"]);
    expect(calls(kubeletStop.undo(at, {}, {}))).toEqual([]);
  });
  const told = (state: string, exitCode: number, processes: string) =>
    recordingRuntime({ "is-active": { stdout: `${state}\n`, exitCode }, "kind-chaos kubelet": { stdout: processes } });
  const captured = { pid: "41", startTime: "7" };
  it.each([
    ["runs as before", told("active", 0, "41 7 S\n"), false, false],
    ["runs anew", told("active", 0, "977 9 S\n"), false, true],
    ["is stopped", told("inactive", 3, ""), true, false],
    ["failed", told("failed", 3, ""), true, false],
    ["is stopping", told("deactivating", 3, "41 7 S\n"), false, false],
    ["is starting", told("activating", 3, ""), false, false],
  ])("tells whether the kubelet %s", async (_, runtime, active, healed) => {
    expect((await kubeletStop.active(runtime, at, {}, captured)).proven).toBe(active);
    expect((await kubeletStop.healed(runtime, at, {}, captured)).proven).toBe(healed);
    expect(runtime.asked[0]).toBe("kc-x-control-plane2: systemctl is-active kubelet");
  });
  it("remembers which kubelet it stops, and has nothing to stop where none runs", async () => {
    expect(await kubeletStop.capture(told("active", 0, "41 7 S\n"), at, {})).toEqual(captured);
    await expect(kubeletStop.capture(told("failed", 3, ""), at, {})).rejects.toThrow(/no kubelet to stop/);
  });
});
