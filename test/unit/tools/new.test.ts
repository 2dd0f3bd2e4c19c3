import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/model/errors.ts";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { help, kinds, newThing } from "../../../tools/new-thing.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describe("npm run new", () => {
  it.each([
    [["fautl", "mine"], 'There is no kind "fautl": did you mean fault?'],
    [["fault"], "write: npm run new -- <kind> <name>"],
    [[], "write: npm run new -- <kind> <name>"],
    [["fault", "disk", "full"], "write: npm run new -- <kind> <name>"],
    [["fault", "DiskFull"], '"DiskFull" is no name'],
    [["fault", "disk_full"], '"disk_full" is no name'],
    [["fault", "-disk"], '"-disk" is no name'],
    [["fault", "disk--full"], '"disk--full" is no name'],
    [["fault", "../disk"], '"../disk" is no name'],
    [["fault", "4-disks"], '"4-disks" is no name'],
    [["fault", "x".repeat(41)], "at most 40 characters"],
    [["fault", "delete"], '"delete" is a word of the language'],
    [["fault", "await"], '"await" is a word of the language'],
  ])("refuses %j in one line, and writes nothing", async (words, message) => {
    const folder = temporaryFolder();
    const error = await newThing(words, folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toContain(message);
    expect((error as UsageError).message).not.toContain("\n");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("writes source and test, and says what to do next", async () => {
    const folder = temporaryFolder();
    const said = await newThing(["fault", "disk-full"], folder);
    expect(said).toMatch(/^wrote src\/faults\/disk-full\.ts\nwrote test\/unit\/faults\/disk-full\.test\.ts\n\nNext:\n/);
    for (const word of ["npm run docs", "npm run check", "npm run chaos"]) expect(said).toContain(word);
    const text = readFileSync(join(folder, "src/faults/disk-full.ts"), "utf8");
    expect(text).toContain('name: "disk-full"');
    expect(text).toContain("export function diskFull(");
    expect(existsSync(join(folder, "test/unit/faults/disk-full.test.ts"))).toBe(true);
  });

  it("leaves every file alone where one is there already", async () => {
    const folder = temporaryFolder();
    const test = "test/unit/faults/disk-full.test.ts";
    mkdirSync(join(folder, "test/unit/faults"), { recursive: true });
    writeFileSync(join(folder, test), "mine");
    await expect(newThing(["fault", "disk-full"], folder)).rejects.toThrow(`${test} is there already`);
    expect(readFileSync(join(folder, test), "utf8")).toBe("mine");
    expect(existsSync(join(folder, "src"))).toBe(false);
  });

  it.each(["ab", "a-name-of-forty-characters-no-more-of-it"])(
    "writes every kind as it is formatted: %s",
    async (name) => {
      const folder = temporaryFolder();
      for (const kind of kinds) await newThing([kind, name], folder);
      const options = [`--config-path=${projectFolder}`, "--vcs-enabled=false", "--colors=off"];
      const biome = join(projectFolder, "node_modules/.bin/biome");
      const { status, stdout, stderr } = spawnSync(biome, ["ci", ...options, folder], { encoding: "utf8" });
      expect(`${stdout}${stderr}`).toMatch(/^Checked 1\d files/);
      expect(status).toBe(0);
    },
  );

  it("has help that names every kind", () => {
    for (const kind of kinds) expect(help).toContain(kind);
    expect(kinds).toEqual(expect.arrayContaining(["scenario", "fault", "target", "guarantee", "operation"]));
  });
});
