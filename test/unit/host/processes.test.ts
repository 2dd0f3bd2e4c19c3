import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { readProcesses } from "../../../src/host/processes.ts";

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
