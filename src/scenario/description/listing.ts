import { counted } from "../../analysis/statistics/format.ts";
import { tags } from "../../model/tags.ts";
import { definitions, wrap } from "../../terminal/layout.ts";
import type { Known } from "../validation/known.ts";
import type { DescribedKind } from "./description.ts";
import { kindOfWord } from "./named.ts";
import { nodesOf } from "./scenario.ts";

/** What `list` takes beside scenarios, in the words of a command line. */
export const listedKinds = [
  "faults",
  "targets",
  "procedures",
  "operations",
  "guarantees",
  "topologies",
  "tags",
] as const;

/** A kind of thing that a scenario is made of. */
type ListedKind = Exclude<DescribedKind, "scenario">;

/** A fault that this machine cannot do, or not in every form. */
export interface UnsupportedFault {
  readonly fault: string;
  readonly reason: string;
}

/** A scenario as a list shows it. */
interface ListedScenario {
  readonly name: string;
  readonly summary: string;
  readonly topology: string;
}

/** The kind that a word of `list` means; undefined where it is none, and so a scenario's name. */
export function kindOfList(word: string): ListedKind | undefined {
  const kind = kindOfWord(word);
  return kind === "scenario" ? undefined : kind;
}

/**
 * Scenarios for a terminal of so many columns, under the topologies that they run on, each with its notes below;
 * `notes` has those of each, in their order.
 */
export function renderScenarios(
  scenarios: readonly ListedScenario[],
  notes: readonly (readonly string[])[],
  width: number,
): string {
  if (scenarios.length === 0) return "no scenario has all of that\n";
  const rows = scenarios.map((scenario, index) => ({ ...scenario, notes: notes[index] ?? [] }));
  const names = Math.max(...scenarios.map(({ name }) => name.length));
  const blocks = [...Map.groupBy(rows, ({ topology }) => topology)].map(([topology, group]) => {
    const lines = group.flatMap((one): [string, string][] => [
      // All blocks have the columns of the widest name.
      [one.name.padEnd(names), one.summary],
      ...one.notes.map((note): [string, string] => ["", note]),
    ]);
    return [...wrap(`${topology}:`, width), ...definitions(lines, width)].join("\n");
  });
  const last = [
    `${counted(scenarios.length, "scenario")}. Explained by: npx kind-chaos describe <name>`,
    `What they are made of: npx kind-chaos list ${listedKinds.join("|")}`,
  ];
  return `${[...blocks, last.flatMap((line) => wrap(line, width, 2)).join("\n")].join("\n\n")}\n`;
}

/** Everything of a kind for a terminal of so many columns; of faults also what this machine cannot do. */
export function renderKind(
  kind: ListedKind,
  all: Known,
  unsupported: readonly UnsupportedFault[],
  width: number,
): string {
  const rows = rowsOf(kind, all).flatMap(([name, summary]): [string, string][] => {
    const here = kind === "fault" ? unsupported.filter(({ fault }) => fault === name) : [];
    return [[name, summary], ...here.map(({ reason }): [string, string] => ["", `here: ${reason}`])];
  });
  const title = listedKinds.find((word) => kindOfList(word) === kind) ?? kind;
  return `${[`${title}:`, ...definitions(rows, width)].join("\n")}\n`;
}

function rowsOf(kind: ListedKind, all: Known): (readonly [string, string])[] {
  switch (kind) {
    case "fault":
      return summaries(all.faults);
    case "target":
      return summaries(all.targets);
    case "procedure":
      return summaries(all.procedures);
    case "operation":
      return summaries(all.operations);
    case "guarantee":
      return summaries(all.guarantees);
    case "topology":
      return [...all.topologies].map(([name, topology]) => [name, nodesOf(topology)] as const);
    case "tag":
      return Object.entries(tags);
  }
}

function summaries(values: ReadonlyMap<string, { readonly summary: string }>): (readonly [string, string])[] {
  return [...values].map(([name, { summary }]) => [name, summary] as const);
}
