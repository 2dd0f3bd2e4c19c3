import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chromiumPath } from "../../../../src/setup/development/chromium.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

function program(folder: string, name: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, "");
  chmodSync(path, mode);
  return path;
}

test("the first of its names on PATH is taken, wherever it stands there", () => {
  const [one, two] = [temporaryFolder(), temporaryFolder()];
  const chrome = program(one, "google-chrome");
  expect(chromiumPath({ PATH: `${one}:${two}` })).toBe(chrome);
  const chromium = program(two, "chromium");
  expect(chromiumPath({ PATH: `${one}::${two}` })).toBe(chromium);
});

test("CHROME_PATH names another one, and nothing else is taken where that is none", () => {
  const folder = temporaryFolder();
  program(folder, "chromium");
  const own = program(folder, "own");
  expect(chromiumPath({ PATH: folder, CHROME_PATH: own })).toBe(own);
  expect(chromiumPath({ PATH: folder, CHROME_PATH: "" })).toBe(join(folder, "chromium"));
  expect(chromiumPath({ PATH: folder, CHROME_PATH: join(folder, "none") })).toBeUndefined();
});

test.skipIf(process.platform === "darwin")(
  "a file that cannot be run is none, and neither is a machine without",
  () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "bin"));
    program(join(folder, "bin"), "data", 0o644);
    expect(chromiumPath({ PATH: folder, CHROME_PATH: join(folder, "bin", "data") })).toBeUndefined();
    expect(chromiumPath({ PATH: folder })).toBeUndefined();
    expect(chromiumPath({})).toBeUndefined();
  },
);
