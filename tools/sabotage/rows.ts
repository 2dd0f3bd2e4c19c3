import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import type { Sabotage } from "./sabotage.ts";

const rowSchema = z.strictObject({
  sabotage: z.string(),
  scenario: z.string(),
  /** What was expected then, as its `digestOf`; rows of before there were digests have none. */
  expectation: z.string().optional(),
  /** Which commit of the harness was sabotaged, short, and on which day. */
  commit: z.string(),
  day: z.iso.date(),
  run: z.string(),
  seconds: z.number(),
  outcome: z.string(),
  caughtBy: z.array(z.string()),
  /** What was said as it must be. */
  said: z.array(z.string()).default([]),
  problems: z.array(z.string()),
});
/** What came of one sabotage when it was tried last. */
export type Row = z.infer<typeof rowSchema>;

/** Reads docs/results/sabotage.json; throws where it is something else. */
export function readRows(text: string): Row[] {
  return z.array(rowSchema).parse(JSON.parse(text));
}

/** The same file with a row in the place of the older one of its sabotage, in the order of their names. */
export function withRow(rows: readonly Row[], row: Row): Row[] {
  const others = rows.filter(({ sabotage }) => sabotage !== row.sabotage);
  return [...others, row].toSorted((a, b) => a.sabotage.localeCompare(b.sabotage));
}

/**
 * What a sabotage's run is held against, as twelve hexadecimal digits: another expectation has others, and another
 * scenario or topology where they are files of the sabotages' own. Throws where such a file is not there.
 */
export function digestOf({ scenario, options, topology, profile, expected }: Sabotage): string {
  const files = [scenario, topology].map((name) => (name?.includes("/") ? ownText(name) : ""));
  const text = JSON.stringify({ scenario, options, topology, profile, expected, files }, (_, value: unknown) =>
    value instanceof RegExp ? `${value}` : value,
  );
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function ownText(file: string): string {
  return readFileSync(resolve(projectFolder, file), "utf8");
}

/** The row of a sabotage that was caught as it must be, by today's expectation; undefined where there is none. */
export function caughtRow(rows: readonly Row[], name: string, sabotage: Sabotage): Row | undefined {
  const row = rows.find((one) => one.sabotage === name);
  return row?.problems.length === 0 && row.expectation === digestOf(sabotage) ? row : undefined;
}
