import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { processWords, readProcesses, sameProcess } from "../../../src/node-tools/processes.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function ran(name: string, path = process.env.PATH) {
  const { status, stdout } = spawnSync("/bin/sh", processWords(name).slice(1), {
    encoding: "utf8",
    env: { PATH: path },
  });
  return { status, processes: readProcesses(stdout) };
}

it("tells number, start and state of each process of a name, carried out by a shell", async () => {
  const program = join(temporaryFolder(), "kc-sleeper");
  copyFileSync("/bin/sleep", program);
  const child = spawn(program, ["60"]);
  try {
    await once(child, "spawn");
    const startTime =
      readFileSync(`/proc/${child.pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ")[19] ?? "";
    const own = { pid: String(child.pid), startTime };
    // It sleeps once it had the CPU.
    await expect.poll(() => ran("kc-nobody|kc-sleeper")).toEqual({ status: 0, processes: [{ ...own, state: "S" }] });
    expect(sameProcess({ ...own, state: "T" }, own)).toBe(true);
    expect(sameProcess({ ...own, startTime: "1", state: "S" }, own)).toBe(false);
    child.kill("SIGSTOP");
    while (ran("kc-sleeper").processes[0]?.state !== "T") await new Promise(setImmediate);
  } finally {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  expect(ran("kc-sleeper")).toEqual({ status: 0, processes: [] });
});

it("fails where it could not look, instead of telling of nobody", () => {
  expect(ran("kc-sleeper", "/nowhere").status).toBe(127);
});
