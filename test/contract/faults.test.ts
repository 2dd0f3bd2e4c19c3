import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadFault, namesOf, projectFolder } from "../../src/scenario/catalogue.ts";

const unitTests = join(projectFolder, "test/unit");
const testText = readdirSync(unitTests, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => readFileSync(join(unitTests, file), "utf8"))
  .join("\n");

test.each(namesOf("fault"))(
  "fault %s is named like its file, says how it looks from outside, and has a unit test",
  async (name) => {
    const definition = await loadFault(name);
    const text = readFileSync(join(projectFolder, `src/faults/${name}.ts`), "utf8");
    expect(definition.name).toBe(name);
    expect(text).toMatch(/^\/\/ Breaks: /);
    expect(text).toMatch(/^\/\/ .*From outside: /m);
    expect(testText).toContain(`src/faults/${name}.ts`);
  },
);

const scenarioText = ["scenarios", "test/e2e/scenarios"]
  .flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join(projectFolder, file), "utf8"))
  .join("\n");

test.each(namesOf("fault"))("fault %s is run for real, by a scenario of the library or of the tests", (name) => {
  expect(scenarioText).toContain(`src/faults/${name}.ts`);
});
