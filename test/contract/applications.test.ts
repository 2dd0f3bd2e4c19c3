import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applicationSchema } from "../../src/model/application.ts";
import { readApplication } from "../../src/scenario/application/application-files.ts";
import { known, projectFolder } from "../../src/scenario/catalogue.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = join(projectFolder, "docs/examples/applications");
const page = readFileSync(join(projectFolder, "docs/your-application.md"), "utf8");
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));

test.each(files)("%s can be applied, and the page tells of it", async (file) => {
  expect(page).toContain(`\`${file}\``);
  await readApplication(applicationSchema.parse({ manifests: [join(folder, file)] }));
});

test("the scenario of the page can be used as it is", async () => {
  const [, yaml = ""] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? [];
  const file = join(temporaryFolder(), "shown.yaml");
  writeFileSync(file, yaml);
  const { scenario } = await loadScenario(file, await known());
  expect(scenario.guarantees.map(({ guarantee }) => guarantee)).toContain("application-whole");
  expect(scenario.workload).toMatchObject({ manifests: [join(file, "../app.yaml")], images: ["shop:1"] });
});

test("what follows the advice is what the advice names", () => {
  const text = readFileSync(join(folder, "web-after-advice.yaml"), "utf8");
  const named = [...text.matchAll(/ # ([a-z-]+)$/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(["budgets", "pre-stop-waits", "readiness", "spread"]);
});
