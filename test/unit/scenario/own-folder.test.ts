import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { firstFiles, writeFirstFiles } from "../../../src/scenario/own-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("a folder begins with a scenario, a topology, and what editors and npm need", () => {
  const files = new Map(firstFiles("1.2.3").map(({ path, text }) => [path, text]));
  expect([...files.keys()]).toEqual([
    ".gitignore",
    "README.md",
    "kind-configs/first-cluster.yaml",
    "package.json",
    "scenarios/first-follower-kill.ts",
    "tsconfig.json",
  ]);
  expect(JSON.parse(files.get("package.json") ?? "")).toMatchObject({
    type: "module",
    devDependencies: { "kind-chaos": "1.2.3" },
  });
});

test("nothing is written over what is there, and nothing through a link", () => {
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(folder, "package.json"), "mine");
  symlinkSync(join(elsewhere, "none"), join(folder, "tsconfig.json"));
  const states = new Map(writeFirstFiles(folder, firstFiles("1.2.3")).map(({ path, state }) => [path, state]));
  expect([states.get("package.json"), states.get("tsconfig.json"), states.get("README.md")]).toEqual([
    "kept",
    "kept",
    "written",
  ]);
  expect(readFileSync(join(folder, "package.json"), "utf8")).toBe("mine");
  expect(readdirSync(elsewhere)).toEqual([]);
  const again = writeFirstFiles(folder, firstFiles("1.2.4"));
  expect(again.every(({ state }) => state === "kept")).toBe(true);
});

test("a folder that cannot be written is told in one line", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "scenarios"), "a file");
  expect(() => writeFirstFiles(folder, firstFiles("1.2.3"))).toThrow(
    /scenarios\/first-follower-kill\.ts: cannot be written/,
  );
});
