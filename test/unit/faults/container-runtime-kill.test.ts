import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import runtimeKill from "../../../src/faults/container-runtime-kill.ts";
import { sendSignal } from "../../../src/host/processes.ts";
import type { Action } from "../../../src/model/action.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = context("worker");
const alone = { kubelet: false };
const both = { kubelet: true };
const systemctl = { systemctl: "exit 0", pkill: "exit 0" };

/** A process of this machine's own that may be killed, as faults remember one. */
async function victim() {
  const child = spawn("sleep", ["60"]);
  await once(child, "spawn");
  const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8").replace(/^.*\) /s, "");
  return { ended: once(child, "exit"), captured: { pid: String(child.pid), startTime: stat.split(" ")[19] ?? "" } };
}

describe("container-runtime-kill", () => {
  const done = ([action]: readonly Action[], folder: string) => carriedOut(action, systemctl, { "/run": folder });

  it("kills the very process, tells systemd that it is down, and starts what it killed", async () => {
    const folder = temporaryFolder();
    const { ended, captured } = await victim();
    expect(done(runtimeKill.undo(at, alone, captured), folder).calls).toEqual([]);
    expect(done(runtimeKill.inject(at, alone, captured), folder).calls).toEqual(["systemctl stop containerd"]);
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect(done(runtimeKill.undo(at, alone, captured), folder).calls).toEqual(["systemctl start containerd"]);
    expect(done(runtimeKill.undo(at, alone, captured), folder).calls).toEqual([]);
  });

  it("kills the kubelet before it where that is asked for, and starts it after it", async () => {
    const folder = temporaryFolder();
    const { captured } = await victim();
    expect(done(runtimeKill.inject(at, both, captured), folder).calls).toEqual([
      "pkill -KILL -x kubelet",
      "systemctl stop kubelet",
      "systemctl stop containerd",
    ]);
    // Who has no log does not know whether the kubelet was killed: the mark does.
    const mend = runtimeKill.leftovers(at)[0]?.mend ?? [];
    expect(done(mend, folder).calls).toEqual(["systemctl start containerd", "systemctl start kubelet"]);
  });

  it("fails where the process is another by now, and leaves that one alone", async () => {
    const { captured } = await victim();
    const other = { ...captured, startTime: "1" };
    const { status, stderr, calls } = done(runtimeKill.inject(at, alone, other), temporaryFolder());
    expect([status, stderr.trim(), calls]).toEqual([1, `process ${captured.pid} is gone`, []]);
    sendSignal(Number(captured.pid), "SIGKILL");
  });

  it("keeps its mark where systemd does not start what it killed", async () => {
    const folder = temporaryFolder();
    const { captured } = await victim();
    done(runtimeKill.inject(at, alone, captured), folder);
    const failing = carriedOut(runtimeKill.undo(at, alone, captured)[0], { systemctl: "exit 1" }, { "/run": folder });
    expect(failing.status).toBe(1);
    expect(done(runtimeKill.undo(at, alone, captured), folder).calls).toEqual(["systemctl start containerd"]);
  });

  const told = (
    containerd: readonly [string, string],
    kubelet: readonly [string, string] = ["active", "55 8 S\n"],
    shims = 3,
  ) =>
    recordingRuntime({
      "is-active containerd": { stdout: containerd[0], exitCode: containerd[0] === "active" ? 0 : 3 },
      "is-active kubelet": { stdout: kubelet[0], exitCode: kubelet[0] === "active" ? 0 : 3 },
      "containerd-shim": { stdout: `${shims}\n`, exitCode: shims === 0 ? 1 : 0 },
      "kind-chaos containerd": { stdout: containerd[1] },
      "kind-chaos kubelet": { stdout: kubelet[1] },
    });
  const captured = { pid: "41", startTime: "7", shims: "3" };

  it.each([
    ["runs as before", told(["active", "41 7 S\n"]), alone, false, false],
    ["is down", told(["failed", ""]), alone, true, false],
    ["is down, and a pod with it", told(["failed", ""], undefined, 2), alone, false, false],
    ["is down, and all pods with it", told(["failed", ""], undefined, 0), alone, false, false],
    ["is about to be started again", told(["activating", ""]), alone, false, false],
    ["runs anew", told(["active", "977 9 S\n"]), alone, false, true],
    ["is down, and the kubelet is not", told(["failed", ""]), both, false, false],
    ["is down with the kubelet", told(["inactive", ""], ["failed", ""]), both, true, false],
    ["runs anew without the kubelet", told(["active", "977 9 S\n"], ["failed", ""]), both, false, false],
    ["runs anew with the kubelet", told(["active", "977 9 S\n"]), both, false, true],
  ])("tells whether the runtime %s", async (_, runtime, params, active, healed) => {
    expect((await runtimeKill.active(runtime, at, params, captured)).proven).toBe(active);
    expect((await runtimeKill.healed(runtime, at, params, captured)).proven).toBe(healed);
  });

  it("says how many pods go on", async () => {
    const { detail } = await runtimeKill.active(told(["failed", ""]), at, alone, captured);
    expect(detail).toBe("systemd calls containerd failed, 0 processes; 3 of 3 pods go on");
  });

  it("remembers which runtime it kills, and has nothing to kill where none runs, or no kubelet that is to go with it", async () => {
    expect(await runtimeKill.capture(told(["active", "41 7 S\n"]), at, alone)).toEqual(captured);
    const begin = (runtime: ReturnType<typeof told>, params: typeof both) => runtimeKill.capture(runtime, at, params);
    await expect(begin(told(["failed", ""]), alone)).rejects.toThrow(/no container runtime to kill on kc-x-worker/);
    await expect(begin(told(["active", "41 7 S\n"], ["failed", ""]), both)).rejects.toThrow(/no container runtime/);
  });
});
