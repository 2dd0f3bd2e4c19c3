import { tags } from "../src/model/tags.ts";
import type { CatalogueRow, CatalogueRows } from "./catalogue-rows.ts";
import { ownTable } from "./own-table.ts";

/** docs/catalogue.md: every scenario, and everything that scenarios are made of. */
export function renderCatalogue(rows: CatalogueRows): string {
  const scenarios = rows.scenarios.map(({ name, topology, scenario }) => [
    `\`${name}\``,
    scenario.summary,
    topology.name,
    scenario.tags.join(", "),
  ]);
  const tagRows = Object.entries(tags).map(([name, summary]) => ({ name, summary }));
  return `${[
    "# Catalogue",
    "Everything that there is, found by its name: one file is one thing. `npm run docs` writes this page.",
    "## Scenarios\n\n`npx kind-chaos <name>` runs one; it is `scenarios/<name>.ts`.",
    ownTable(["scenario", "what it does", "topology", "tags"], scenarios),
    cures(rows.scenarios),
    section("Tags", "`npx kind-chaos --tag <tag>` runs all scenarios with it.", "tag", tagRows),
    section("Topologies", "`kind-configs/<name>.yaml` ([topologies](topologies.md)).", "topology", rows.topologies),
    faults(rows.faults),
    section("Targets", "Whom a fault hits: `src/targets/roles/<name>.ts`.", "target", rows.targets),
    section("Procedures", "Work of an operator: `src/procedures/<name>.ts`.", "procedure", rows.procedures),
    section(
      "Operations",
      "What a lane does: `src/probes/operations/<name>.ts` ([measuring](measuring.md)).",
      "operation",
      rows.operations,
    ),
    section("Guarantees", "`src/guarantees/<name>.ts` ([guarantees](guarantees.md)).", "guarantee", rows.guarantees),
    section("Reporters", "Of one run: `src/report/*.ts`.", "file", rows.reporters),
    section("Suite reporters", "Of several runs: `src/report/suite/*.ts`.", "file", rows.suiteReporters),
  ]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

/** Every scenario that names its cure, or says why there is none here, beside it. */
function cures(scenarios: CatalogueRows["scenarios"]): string {
  const cells = scenarios.flatMap(({ name, scenario: { cure, noCure } }) => {
    if (cure !== undefined) return [[`\`${name}\``, `\`${cure}\``]];
    return noCure === undefined ? [] : [[`\`${name}\``, `none here: ${noCure}`]];
  });
  const text =
    "Each shows what happens where nothing stands in, and the other one the set-up that has it. `npx kind-chaos <name> --with-cure` runs both and puts them side by side.";
  return cells.length === 0 ? "" : `### Cures\n\n${text}\n\n${ownTable(["scenario", "its cure"], cells)}`;
}

function faults(rows: CatalogueRows["faults"]): string {
  const heads = ["fault", "what it is", "what it breaks", "from outside", "what proves that it is active"];
  const cells = rows.map(({ name, summary, breaks, fromOutside, evidence }) => [
    `\`${name}\``,
    summary,
    breaks,
    fromOutside,
    evidence,
  ]);
  return `## Faults\n\n\`src/faults/<name>.ts\` ([faults](faults.md)).\n\n${ownTable(heads, cells)}`;
}

function section(title: string, text: string, head: string, rows: readonly CatalogueRow[]): string {
  if (rows.length === 0) return "";
  const cells = rows.map(({ name, summary }) => [`\`${name}\``, summary]);
  return `## ${title}\n\n${text}\n\n${ownTable([head, "what it is"], cells)}`;
}
