import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Suite } from "../../../src/model/suite.ts";
import { SummaryReader } from "../../../src/suite/summary-reader.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const write = (file: string, change: Partial<Suite> = {}) =>
  writeFileSync(file, JSON.stringify({ ...suiteOf([suiteRun()]), ...change }));

it("reads a file once while it stays as it is, and again when it was written since", () => {
  const file = join(temporaryFolder(), "summary.json");
  const reader = new SummaryReader();
  write(file);
  const first = reader.read(file);
  expect(reader.read(file)).toBe(first);
  write(file, { seed: 43 });
  expect(reader.read(file).seed).toBe(43);
  write(file, { outcome: "pass" });
  expect(() => reader.read(file)).toThrow(/contradicts itself: its outcome is pass/);
  expect(() => reader.read(file)).toThrow(/contradicts itself/);
});

it("refuses a file that is not there", () => {
  expect(() => new SummaryReader().read(join(temporaryFolder(), "summary.json"))).toThrow("there is no such file");
});
