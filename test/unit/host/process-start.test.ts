import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { bootId, isOwnProcess, ownProcess, processStart } from "../../../src/host/process-start.ts";

it("a process is known by its word while it lives, and no other of its number is taken for it", async () => {
  expect(isOwnProcess(ownProcess())).toBe(true);
  expect(isOwnProcess([bootId(), process.pid, "1"].join(":"))).toBe(false);
  const child = spawn("sleep", ["600"]);
  const word = [bootId(), child.pid, processStart(child.pid ?? 0)].join(":");
  expect(isOwnProcess(word)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isOwnProcess(word)).toBe(false);
});

it.each(["", "x", "another-boot:1:2"])("of a process elsewhere nothing is known: %j", (word) => {
  expect(isOwnProcess(word)).toBeUndefined();
});
