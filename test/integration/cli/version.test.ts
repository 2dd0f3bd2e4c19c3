import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { run } from "../../../src/host/command.ts";

it("--version prints the package's version and nothing else", async () => {
  const { version }: { version: string } = JSON.parse(readFileSync("package.json", "utf8"));
  const { exitCode, stdout, stderr } = await run([process.execPath, "src/cli.ts", "--version"], { timeoutMs: 60_000 });
  expect({ exitCode, stdout: stdout.trim(), stderr }).toEqual({ exitCode: 0, stdout: version, stderr: "" });
});
