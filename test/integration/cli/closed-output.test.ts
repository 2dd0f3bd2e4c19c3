import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { writeRun } from "../../support/story-run.ts";

/** Runs the CLI; `firstPart` is called when something is on its standard output. */
function cli(args: readonly string[], stdout: "pipe" | number, firstPart?: (end: () => void) => void) {
  const child = spawn(process.execPath, ["src/cli.ts", ...args], {
    env: { ...process.env, NODE_COMPILE_CACHE: "node_modules/.cache/compile" },
    stdio: ["ignore", stdout, "pipe"],
  });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (part: string) => {
    stderr += part;
  });
  const end = () => void child.stdout?.destroy();
  if (firstPart === undefined) end();
  else child.stdout?.once("data", () => firstPart(end));
  return new Promise<{ code: number | null; signal: string | null; stderr: string }>((resolve) =>
    child.on("close", (code, signal) => resolve({ code, signal, stderr })),
  );
}

const quietly = { code: 0, signal: null, stderr: "" };

describe.concurrent("an output that nobody reads", () => {
  it.each([
    ["the help", ["--help"]],
    ["a list", ["list"]],
    ["a plan", ["plan", "etcd-minority"]],
  ])("ends %s quietly", async (_, args) => {
    expect(await cli(args, "pipe")).toEqual(quietly);
  });

  it("ends a long plan in its middle quietly", async () => {
    expect(await cli(["plan", "--all", "--json"], "pipe", (end) => end())).toEqual(quietly);
  });

  it("ends a replay quietly, with the verdict's own exit code", async () => {
    const folder = writeRun({ lanes: ["write/api/new"], guarantees: [] });
    expect(await cli(["replay", folder], "pipe")).toMatchObject({ signal: null, stderr: "" });
  });

  it.runIf(process.platform === "linux")("is no disk that is full: that is told, exit code 2", async () => {
    const { code, stderr } = await cli(["--help"], openSync("/dev/full", "w"));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^chaos: standard output cannot be written: ENOSPC.*\n$/);
  });

  it("on standard error keeps what is bad from being told, and not from its exit code", async () => {
    const child = spawn(process.execPath, ["src/cli.ts", "run", "etcd-minorty"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stderr.destroy();
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(2);
  });
});
