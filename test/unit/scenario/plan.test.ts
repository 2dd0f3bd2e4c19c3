import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { known, projectFolder } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { makePlan } from "../../../src/scenario/plan.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("only a person's own kind file is told with what is made of it, whatever names their others have", async () => {
  const before = process.cwd();
  onTestFinished(() => process.chdir(before));
  process.chdir(temporaryFolder());
  mkdirSync("kind-configs");
  copyFileSync(join(projectFolder, "kind-configs/single.yaml"), "kind-configs/single.yaml");
  const [library, own] = await Promise.all(
    ["baseline", "single-control-plane"].map(async (name) => makePlan(await loadScenario(name, await known()), {})),
  );
  expect(library?.difference).toBeUndefined();
  expect(own).toMatchObject({ topology: "single", difference: expect.stringContaining("kind-configs/single.yaml") });
});
