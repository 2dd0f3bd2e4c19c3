import { describe, expect, it } from "vitest";
import kubeletStop from "../../../src/faults/kubelet-stop.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");

describe("kubelet-stop", () => {
  it("stops the unit and starts it", () => {
    const node = "kc-x-control-plane2";
    expect(kubeletStop.inject(at, {}, {})).toEqual([{ do: "exec", node, argv: ["systemctl", "stop", "kubelet"] }]);
    expect(kubeletStop.undo(at, {}, {})).toEqual([{ do: "exec", node, argv: ["systemctl", "start", "kubelet"] }]);
  });
  it.each([
    ["runs", "active\n1\n", false, true],
    ["is stopped", "inactive\n0\n", true, false],
    ["is stopping", "deactivating\n1\n", false, false],
  ])("tells whether the kubelet %s", async (_, stdout, active, healed) => {
    const runtime = recordingRuntime({ "is-active": { stdout } });
    expect((await kubeletStop.active(runtime, at, {}, {})).proven).toBe(active);
    expect((await kubeletStop.healed(runtime, at, {}, {})).proven).toBe(healed);
    expect(new Set(runtime.asked)).toEqual(
      new Set(["kc-x-control-plane2: sh -c systemctl is-active kubelet; pgrep -xc kubelet; true"]),
    );
  });
  it("has nothing to stop where none runs", async () => {
    const runtime = recordingRuntime({ "is-active": { stdout: "failed\n0\n" } });
    await expect(kubeletStop.capture(runtime, at, {})).rejects.toThrow(/no kubelet to stop/);
  });
});
