import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";

it("every file of src/commands is a verb of the command line, in the help of all", () => {
  const files = readdirSync(join(projectFolder, "src/commands")).map((file) => basename(file, ".ts"));
  const list = /const verbs = \[([^\]]*)\]/.exec(readFileSync(join(projectFolder, "src/cli.ts"), "utf8"))?.[1] ?? "";
  expect([...list.matchAll(/"([^"]+)"/g)].map(([, verb]) => verb).toSorted()).toEqual(files.toSorted());
});
