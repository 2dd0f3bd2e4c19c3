import { copyFileSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { known } from "../../../src/scenario/catalogue.ts";
import { loadScenarios } from "../../../src/scenario/load-scenario.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const all = await known();

test("two files of one name are no repetitions of one scenario, and are refused", async () => {
  const mine = "test/e2e/scenarios/leader-killed.yaml";
  const copy = join(temporaryFolder(), basename(mine));
  copyFileSync(mine, copy);
  await expect(loadScenarios([mine, copy], all)).rejects.toThrow(/both are called leader-killed, rename one/);
  expect(await loadScenarios([copy, copy], all)).toHaveLength(2);
  const link = join(temporaryFolder(), basename(mine));
  symlinkSync(copy, link);
  expect(await loadScenarios([copy, link], all)).toHaveLength(2);
});
