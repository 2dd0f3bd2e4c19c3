import { reportJsonSchema } from "../src/model/report.ts";
import { suiteJsonSchema } from "../src/model/suite.ts";
import { renderCatalogue } from "./catalogue-page.ts";
import { readCatalogue } from "./catalogue-rows.ts";

/** A document that is made from the sources, under its path in the project. */
export interface GeneratedDocument {
  readonly file: string;
  readonly text: string;
}

/** Everything that `npm run docs` writes and a contract test compares. */
export async function generatedDocuments(): Promise<GeneratedDocument[]> {
  return [
    { file: "docs/catalogue.md", text: renderCatalogue(await readCatalogue()) },
    { file: "docs/report.schema.json", text: reportJsonSchema() },
    { file: "docs/suite.schema.json", text: suiteJsonSchema() },
  ];
}
