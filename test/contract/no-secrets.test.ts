import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { secretsIn } from "../support/secrets-in.ts";

test("no key and no token lies in what real runs recorded", () => {
  expect(secretsIn(join(projectFolder, "test/fixtures/recorded-runs"))).toEqual([]);
});
