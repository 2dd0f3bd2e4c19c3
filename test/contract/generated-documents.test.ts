import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { generatedDocuments } from "../../tools/generated-documents.ts";

test.each(await generatedDocuments())("$file is what the sources make", ({ file, text }) => {
  const path = join(projectFolder, file);
  const written = existsSync(path) ? readFileSync(path, "utf8") : "";
  expect(written === text, `${file} is out of date; run: npm run docs`).toBe(true);
});
