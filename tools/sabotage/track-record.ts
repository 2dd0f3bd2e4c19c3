import { namesOf } from "../../src/scenario/catalogue.ts";
import { ownTable } from "../own-table.ts";
import { caughtRow, type Row } from "./rows.ts";
import type { Sabotage } from "./sabotage.ts";

/** Sabotages by their names. */
export type Sabotages = ReadonlyMap<string, Sabotage>;

/** The guarantees that no sabotage names, by their names: what they promise was never seen to be missed. */
export function unshown(sabotages: Sabotages): string[] {
  const shown = [...sabotages.values()].flatMap((sabotage) => guaranteesOf(sabotage));
  return namesOf("guarantee").filter((name) => !shown.includes(name));
}

/** docs/track-record.md: for each guarantee, and for each assumption, which sabotages it has caught. */
export function renderTrackRecord(sabotages: Sabotages, rows: readonly Row[]): string {
  const about = (name: string, sabotage: Sabotage) => {
    const row = caughtRow(rows, name, sabotage);
    return row === undefined ? "not yet" : `${row.day}, ${row.commit}: ${row.outcome}`;
  };
  const cells = (name: string, sabotage: Sabotage) => [
    sabotage.weakness,
    `\`${name}\``,
    about(name, sabotage),
    commandOf(name),
  ];
  const all = [...sabotages];
  const guarantees = namesOf("guarantee").flatMap((guarantee) => {
    const own = all.filter(([, sabotage]) => guaranteesOf(sabotage).includes(guarantee));
    if (own.length === 0) return [[`\`${guarantee}\``, "no sabotage shows it yet", "", "", ""]];
    return own.map(([name, sabotage]) => [`\`${guarantee}\``, ...cells(name, sabotage)]);
  });
  const others = all.filter(([, sabotage]) => guaranteesOf(sabotage).length === 0);
  const caught = all.filter(([name, sabotage]) => caughtRow(rows, name, sabotage) !== undefined).length;
  const columns = ["weakness", "sabotage", "caught", "to see it again"];
  return `${[
    "# Track record",
    "",
    "A green is worth what the red is worth: here is what was broken on purpose, and what found it.",
    "Written by `npm run docs` from the sabotages and from [their runs](results/sabotage.json),",
    "which `npm run test:sabotage` makes on real clusters.",
    "",
    `${caught} of ${all.length} sabotages were caught as they must be, by name and in words that only they explain.`,
    "A run counts for as long as what is expected of it is what was expected then.",
    "",
    "## Guarantees",
    "",
    ownTable(["guarantee", ...columns], guarantees),
    "",
    "## Assumptions, refusals, and what must change nothing",
    "",
    ownTable(
      ["must be said", ...columns],
      others.map(([name, sabotage]) => [wordsOf(sabotage), ...cells(name, sabotage)]),
    ),
  ].join("\n")}\n`;
}

function guaranteesOf({ expected }: Sabotage): readonly string[] {
  return "guarantees" in expected ? Object.keys(expected.guarantees ?? {}) : [];
}

function wordsOf({ expected }: Sabotage): string {
  if (expected.verdict === "as without") return "nothing: the run passes";
  const names = "assumptions" in expected ? Object.keys(expected.assumptions ?? {}) : [];
  return names.length === 0 ? expected.verdict : `${expected.verdict}: ${names.join(", ")}`;
}

function commandOf(name: string): string {
  return `\`npm run test:sabotage -- --only ${name}\``;
}
