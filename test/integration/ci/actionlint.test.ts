import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { projectFolder } from "../../../src/scenario/catalogue.ts";

/** Reads the newest syntax of workflows that this was tried with (https://github.com/rhysd/actionlint/releases). */
const source = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";

/** How actionlint is called here: one that is installed, else built by Go; undefined where this machine has neither. */
async function actionlint(): Promise<string[] | undefined> {
  const installed = join(process.env.GOPATH ?? join(homedir(), "go"), "bin/actionlint");
  if (existsSync(installed)) return [installed];
  const { exitCode } = await execa("go", ["version"], { reject: false });
  return exitCode === 0 ? ["go", "run", source] : undefined;
}

const command = await actionlint();

test.skipIf(command === undefined)("actionlint finds nothing in the workflows", async () => {
  const [program = "", ...args] = command ?? [];
  const { exitCode, stdout } = await execa(program, [...args, "-no-color"], { cwd: projectFolder, reject: false });
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
});
