import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { known, loadFault, loadScenarios, namesOf, projectFolder } from "../../src/scenario/catalogue.ts";

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

const all = await known();
const forTests = readdirSync(join(projectFolder, "test/e2e/scenarios")).filter((file) => file.endsWith(".ts"));
const scenarios = [
  ...(await loadScenarios([], all)),
  ...(await loadScenarios(
    forTests.map((file) => join(projectFolder, "test/e2e/scenarios", file)),
    all,
  )),
];
const injected = new Set(
  scenarios.flatMap(({ scenario }) => scenario.steps.flatMap((step) => ("inject" in step ? step.inject.fault : []))),
);

test.each(namesOf("fault"))("fault %s is run for real, by a scenario of the library or of the tests", (name) => {
  expect([...injected]).toContain(name);
});
