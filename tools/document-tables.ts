import { etcdNodes, quorumOf } from "../src/model/cluster.ts";
import type { Topology } from "../src/model/topology.ts";
import type { known } from "../src/scenario/catalogue.ts";
import type { CatalogueRow } from "./catalogue-rows.ts";
import { ownTable } from "./own-table.ts";
import { describeParameters } from "./parameters.ts";

/** Everything that a scenario may name, by its kind and its name. */
type Known = Awaited<ReturnType<typeof known>>;

/** Tables that documents have between markers, by the words of the markers; made from the definitions' own words. */
export type DocumentTables = Readonly<Record<string, string>>;

/** Makes every table; topologies are summed up by the first sentence of their files, which `topologies` has. */
export function documentTables(all: Known, topologies: readonly CatalogueRow[]): DocumentTables {
  const summaries = new Map(topologies.map(({ name, summary }) => [name, summary]));
  return {
    faults: tableOf(
      ["fault", "what it breaks", "from outside", "what proves it", "parameters"],
      all.faults,
      ({ breaks, fromOutside, evidence, params }) => [breaks, fromOutside, evidence, describeParameters(params)],
    ),
    targets: tableOf(["role", "nodes", "parameters"], all.targets, ({ summary, params }) => [
      summary,
      describeParameters(params),
    ]),
    procedures: tableOf(
      ["procedure", "what it does", "from outside", "parameters"],
      all.procedures,
      ({ summary, fromOutside, params }) => [summary, fromOutside, describeParameters(params)],
    ),
    guarantees: tableOf(
      ["guarantee", "what it promises", "what it looks at", "what it leaves out, and why", "parameters", "about"],
      all.guarantees,
      ({ summary, covers, leavesOut, params, about }) => [
        summary,
        covers.replace(/^It covers /, ""),
        leavesOut.replace(/^It leaves out /, ""),
        describeParameters(params),
        about,
      ],
    ),
    operations: tableOf(
      ["operation", "what it shows", "whom it asks", "ways"],
      all.operations,
      ({ summary, protocol, destination, vias }) => [summary, `${destination}, ${protocol}`, vias.join(", ")],
    ),
    topologies: tableOf(
      ["topology", "control planes", "workers", "zones", "etcd", "may be lost", "what it is"],
      all.topologies,
      (topology) => [...countsOf(topology), summaries.get(topology.name) ?? ""],
    ),
  };
}

/** The document with its tables between markers, such as "<!-- faults -->" and "<!-- /faults -->", made anew. */
export function withTables(text: string, tables: DocumentTables): string {
  return text.replaceAll(/<!-- (\w+) -->\n.*?<!-- \/\1 -->/gs, (whole, name: string) => {
    const made = tables[name];
    return made === undefined ? whole : `<!-- ${name} -->\n\n${made}\n\n<!-- /${name} -->`;
  });
}

function tableOf<Value>(
  head: readonly string[],
  values: ReadonlyMap<string, Value>,
  cells: (value: Value) => readonly string[],
): string {
  return ownTable(
    head,
    [...values].map(([name, value]) => [`\`${name}\``, ...cells(value)]),
  );
}

/** Nodes by their kinds, etcd's members and where they run, and how many of these may be lost. */
function countsOf(topology: Topology): string[] {
  const members = etcdNodes(topology);
  const place = members.some(({ role }) => role === "etcd") ? "in containers of their own" : "on control planes";
  return [
    String(topology.controlPlanes),
    String(topology.workers),
    topology.zones.join(", "),
    `${members.length} ${place}`,
    String(members.length - quorumOf(members.length)),
  ];
}
