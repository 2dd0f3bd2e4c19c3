import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it, vi } from "vitest";
import { killProcess, readProcesses, sendSignal } from "../../../src/host/processes.ts";

it.each(["/proc", "/no/such/folder"])(
  "reads the processes of this machine with their parents, groups and words (%s)",
  async (proc) => {
    const child = spawn("sleep", ["60"], { detached: true });
    try {
      const found = () => readProcesses(proc).find(({ pid }) => pid === child.pid);
      await expect.poll(() => found()?.words).toEqual(["sleep", "60"]);
      expect(found()).toMatchObject({ parent: process.pid, group: child.pid });
    } finally {
      child.kill("SIGKILL");
    }
  },
);

it.each([0, -0, 1, -1, Number.NaN, 1.5])(
  "sends no signal to %s, which is no process: it would be the sender's own group, or everybody",
  (pid) => {
    const kill = vi.spyOn(process, "kill").mockReturnValue(true);
    try {
      expect(() => sendSignal(pid, "SIGTERM")).toThrow(RangeError);
      killProcess(pid);
      expect(kill).not.toHaveBeenCalled();
    } finally {
      kill.mockRestore();
    }
  },
);

it.each([1, -1])("sends a signal to a process or, with %s before it, to its group", async (sign) => {
  const child = spawn("sleep", ["60"], { detached: true });
  const ended = once(child, "exit");
  await once(child, "spawn");
  sendSignal(sign * (child.pid ?? 0), "SIGTERM");
  expect(await ended).toEqual([null, "SIGTERM"]);
});
