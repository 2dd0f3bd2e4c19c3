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
