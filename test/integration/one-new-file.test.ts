import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { kinds } from "../../tools/skeleton.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A copy of the project as it is in the working folder, with the same packages. */
async function copyOfProject(): Promise<string> {
  const copy = join(temporaryFolder(), "copy");
  const list = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const { stdout } = await execa("git", list, { cwd: projectFolder });
  for (const file of stdout.split("\n").filter((name) => existsSync(join(projectFolder, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(projectFolder, file), join(copy, file));
  }
  symlinkSync(join(projectFolder, "node_modules"), join(copy, "node_modules"));
  return copy;
}

test("one new file adds one thing of every kind: nothing is registered, documents are generated", async () => {
  const cwd = await copyOfProject();
  const run = async (...argv: readonly string[]) => {
    // A test's own environment would tell the tests in the copy that they are workers of this one.
    const env = { PATH: process.env.PATH, HOME: process.env.HOME };
    const { exitCode, all } = await execa("npm", ["run", ...argv], {
      cwd,
      env,
      extendEnv: false,
      reject: false,
      all: true,
    });
    return { exitCode, all };
  };
  for (const kind of kinds) expect(await run("new", "--", kind, `brand-new-${kind}`)).toMatchObject({ exitCode: 0 });
  expect(await run("docs")).toMatchObject({ exitCode: 0, all: expect.stringContaining("wrote docs/catalogue.md") });
  // What a new file can break: `npm run check` but for the unit tests of other files, which the suite runs itself.
  for (const part of [["check:static"], ["test:contract"], ["test:unit", "--", "brand-new"]]) {
    const checked = await run(...part);
    expect(checked.exitCode, checked.all?.slice(-4_000)).toBe(0);
  }
}, 1_800_000);
