import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reportJsonSchema } from "../src/model/report.ts";
import { suiteJsonSchema } from "../src/model/suite.ts";
import { known, projectFolder } from "../src/scenario/catalogue.ts";
import { renderCatalogue } from "./catalogue-page.ts";
import { readCatalogue } from "./catalogue-rows.ts";
import { documentTables, withTables } from "./document-tables.ts";

/** A document that is made from the sources, under its path in the project. */
export interface GeneratedDocument {
  readonly file: string;
  readonly text: string;
}

/** Documents that people write around a generated table, and the words of the tables' markers. */
const tablesOf: Readonly<Record<string, readonly string[]>> = {
  "docs/faults.md": ["faults", "targets"],
  "docs/guarantees.md": ["guarantees"],
  "docs/measuring.md": ["operations"],
  "docs/procedures.md": ["procedures"],
  "docs/topologies.md": ["topologies"],
};

/** Everything that `npm run docs` writes and a contract test compares; throws where a document lacks its markers. */
export async function generatedDocuments(): Promise<GeneratedDocument[]> {
  const rows = await readCatalogue();
  const tables = documentTables(await known(), rows.topologies);
  const written = Object.entries(tablesOf).map(([file, names]) => {
    const text = readFileSync(join(projectFolder, file), "utf8");
    const lacking = names.find((name) => !text.includes(`<!-- ${name} -->`) || !text.includes(`<!-- /${name} -->`));
    if (lacking !== undefined) throw new Error(`${file} has no <!-- ${lacking} --> and <!-- /${lacking} -->`);
    return { file, text: withTables(text, tables) };
  });
  return [
    { file: "docs/catalogue.md", text: renderCatalogue(rows) },
    { file: "docs/report.schema.json", text: reportJsonSchema() },
    { file: "docs/suite.schema.json", text: suiteJsonSchema() },
    ...written,
  ];
}
