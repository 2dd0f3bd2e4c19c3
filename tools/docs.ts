// npm run docs: writes every document that is made from the sources. Prints the files whose text changed.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../src/scenario/catalogue.ts";
import { generatedDocuments } from "./generated-documents.ts";

for (const { file, text } of await generatedDocuments()) {
  const path = join(projectFolder, file);
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  writeFileSync(path, text);
  process.stdout.write(`wrote ${file}\n`);
}
