import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepReachable } from "../../../../tools/package/declarations.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

test("declarations that nobody can reach from what is exported are deleted, and no code is", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "model"));
  const files = {
    "index.d.ts": 'export type { A } from "./model/a.ts";',
    "model/a.d.ts": 'import type { B } from "./b.js";\nexport type A = B | import("./c.js").C | import("zod").Z;',
    "model/b.d.ts": 'export * from "./d.mjs";',
    "model/c.d.ts": 'import type { A } from "./a.js";',
    "model/d.d.mts": "",
    "model/alone.d.ts": 'import type { A } from "./a.js";',
    "model/alone.js": "",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  keepReachable(folder, (path) => path === "index.d.ts");
  expect(readdirSync(join(folder, "model")).toSorted()).toEqual(["a.d.ts", "alone.js", "b.d.ts", "c.d.ts", "d.d.mts"]);
});
