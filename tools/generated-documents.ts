import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configSchema } from "../src/model/config.ts";
import { reportJsonSchema } from "../src/model/report.ts";
import { suiteJsonSchema } from "../src/model/suite.ts";
import { known, namesOf, projectFolder } from "../src/scenario/catalogue.ts";
import { editorSchema, scenarioJsonSchema } from "../src/scenario/yaml/scenario-json-schema.ts";
import { renderCatalogue } from "./catalogue-page.ts";
import { readCatalogue } from "./catalogue-rows.ts";
import { readRows as readRowsOfGuest, renderPage } from "./cgroup2/results.ts";
import { documentTables, withTables } from "./document-tables.ts";
import { claims } from "./high-availability/claims.ts";
import { figureOf, measuredIn, measuredOnce } from "./high-availability/figures.ts";
import { withFigures } from "./high-availability/page.ts";
import { pageScript } from "./page-script.ts";
import { readRows } from "./sabotage/rows.ts";
import { allSabotages } from "./sabotage/sabotages.ts";
import { renderTrackRecord } from "./sabotage/track-record.ts";
import { recordedRows, resultsPage } from "./steadiness/recorded.ts";
import { shownRows } from "./steadiness/shown.ts";

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
  const library = await known();
  const tables = documentTables(library, rows.topologies);
  const written = Object.entries(tablesOf).map(([file, names]) => {
    const page = text(file);
    const lacking = names.find((name) => !page.includes(`<!-- ${name} -->`) || !page.includes(`<!-- /${name} -->`));
    if (lacking !== undefined) throw new Error(`${file} has no <!-- ${lacking} --> and <!-- /${lacking} -->`);
    return { file, text: withTables(page, tables) };
  });
  return [
    { file: "docs/catalogue.md", text: renderCatalogue(rows) },
    { file: "docs/config.schema.json", text: editorSchema(configSchema, "The config file of kind-chaos") },
    { file: "docs/high-availability.md", text: highAvailability() },
    { file: "docs/results.md", text: resultsPage() },
    {
      file: "docs/results/cgroup2.md",
      text: renderPage(readRowsOfGuest(text("docs/results/cgroup2.json")), namesOf("fault")),
    },
    { file: "docs/report.schema.json", text: reportJsonSchema() },
    { file: "docs/scenario.schema.json", text: scenarioJsonSchema(library) },
    { file: "docs/suite.schema.json", text: suiteJsonSchema() },
    {
      file: "docs/track-record.md",
      text: renderTrackRecord(await allSabotages(), readRows(text("docs/results/sabotage.json"))),
    },
    { file: "src/report/page/client.js", text: pageScript() },
    ...written,
  ];
}

/** What people wrote, with the figures of its claims: of campaigns, else of the run of before there were any. */
function highAvailability(): string {
  const rows = shownRows(recordedRows());
  const once = text("docs/results/once.md");
  return withFigures(text("docs/high-availability.md"), claims, (claim) => {
    const measured = measuredIn(rows, claim.scenario);
    return figureOf(claim, measured.length > 0 ? measured : measuredOnce(once, claim.scenario));
  });
}

function text(file: string): string {
  return readFileSync(join(projectFolder, file), "utf8");
}
