import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { withoutSource } from "../support/unit-test-file.ts";

const entries = readdirSync(join(projectFolder, "test/unit"), { recursive: true, withFileTypes: true });
const unitTests = entries
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(join(projectFolder, "test/unit/").length));

test("every unit test has a source file of the same path", () => {
  expect(unitTests.length).toBeGreaterThan(100);
  expect(withoutSource(unitTests)).toEqual([]);
});

test("a unit test elsewhere, or a file that is none, is named", () => {
  const right = ["journal/writer.test.ts", "support/fit-machine/why-repeat.test.ts", "tools/sabotage/judged.test.ts"];
  const wrong = ["journal/journal.test.ts", "support/why-unfit.test.ts", "tools/none.test.ts", "journal/writer.ts"];
  expect(withoutSource([...right, ...wrong])).toEqual(wrong);
});
