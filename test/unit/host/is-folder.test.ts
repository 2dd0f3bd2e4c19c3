import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isFolder } from "../../../src/host/is-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

it("tells folders, files and nothing apart", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  expect([folder, join(folder, "file"), join(folder, "none"), join(folder, "file", "x")].map(isFolder)).toEqual([
    true,
    false,
    undefined,
    undefined,
  ]);
});

it("says what cannot be looked at, instead of a stack trace", () => {
  expect(() => isFolder("x".repeat(5000))).toThrow(/^x+: cannot be read: ENAMETOOLONG/);
});
