import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { projectFolder } from "../../src/scenario/catalogue.ts";

/** Whether src/<path>.ts has its unit test test/unit/<path>.test.ts, and that imports it. */
export function hasUnitTest(path: string): boolean {
  const file = join(projectFolder, `test/unit/${path}.test.ts`);
  if (!existsSync(file)) return false;
  const from = relative(dirname(file), join(projectFolder, `src/${path}.ts`));
  return readFileSync(file, "utf8").includes(`from "${from}";`);
}

/**
 * The unit tests, as paths below test/unit, that have no source file of the same path: in test for those of
 * support/, in the project's folder for those of tools/ and bench/, in src for all others. A file that is no test is one too.
 */
export function withoutSource(unitTests: readonly string[]): string[] {
  const hasSource = (path: string) =>
    [path, path.replace(/\.ts$/, ".mjs")].some((file) => existsSync(join(projectFolder, file)));
  return unitTests.filter((test) => !test.endsWith(".test.ts") || !hasSource(sourceOf(test)));
}

function sourceOf(unitTest: string): string {
  const path = unitTest.replace(/\.test\.ts$/, ".ts");
  if (/^(tools|bench)\//.test(path)) return path;
  return join(path.startsWith("support/") ? "test" : "src", path);
}
