import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";

/** A signal to a number that was read somewhere: not to the process itself, and not signal 0, which only asks. */
const toAnyNumber = /(?<![.\w])process\.kill\((?!process\.pid\b)(?!\w+, 0\))/g;

test("signals go by sendSignal, which knows a number that names no process: 0 would be whoever runs all this", () => {
  const found = ["src", "test", "tools", "bench"].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.m?[jt]s$/.test(name))
      .map((name) => join(folder, name))
      .filter((file) => readFileSync(join(projectFolder, file), "utf8").match(toAnyNumber) !== null),
  );
  expect(found).toEqual(["src/host/processes.ts"]);
});
