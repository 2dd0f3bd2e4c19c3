import { describe, expect, it } from "vitest";
import { isDown, isUp, lookAtService } from "../../../src/node-tools/services.ts";
import { recordingRuntime } from "../../support/recording-runtime.ts";

const node = "kc-x-worker";
const told = (state: string, exitCode: number, processes: string) =>
  recordingRuntime({ "is-active": { stdout: `${state}\n`, exitCode }, "kind-chaos containerd": { stdout: processes } });

describe("a service", () => {
  it.each([
    ["active", 0, "41 7 S\n", true, false],
    ["active", 0, "", false, false],
    ["inactive", 3, "", false, true],
    ["failed", 3, "", false, true],
    ["inactive", 3, "41 7 S\n", false, false],
    ["activating", 3, "", false, false],
  ])("that systemd calls %s with %s and processes %j: up %s, down %s", async (state, code, processes, up, down) => {
    const service = await lookAtService(told(state, code, processes), node, "containerd");
    expect([isUp(service), isDown(service)]).toEqual([up, down]);
  });

  it("says what was seen, and is asked of systemd and the kernel", async () => {
    const runtime = told("failed", 3, "");
    const { detail } = await lookAtService(runtime, node, "containerd");
    expect(detail).toBe("systemd calls containerd failed, 0 processes");
    expect(runtime.asked[0]).toBe(`${node}: systemctl is-active containerd`);
  });

  it("is not known where nobody could look", async () => {
    await expect(lookAtService(told("", 4, ""), node, "containerd")).rejects.toThrow(/ended with 4/);
  });
});
