import { z } from "zod";
import type { Row } from "./rows.ts";

/** The negative control: nothing is broken, and nothing may be found. It is no scenario of the library. */
export const controlScenario = "ten-quiet-minutes";

/** The least share of the library's runs that pass, where the library is steady. */
export const leastShare = 0.98;

const explanationsSchema = z.record(
  z.string(),
  z.strictObject({ whose: z.enum(["cluster", "harness", "machine"]), what: z.string().min(1) }),
);
/** What is known of runs that did not pass, by `keyOf`: whose fault it was, and what it was. */
export type Explanations = z.infer<typeof explanationsSchema>;

/** Reads docs/results/explanations.json; throws where it is something else. */
export function readExplanations(text: string): Explanations {
  return explanationsSchema.parse(JSON.parse(text));
}

/** What a run is called in explanations: its folder, or where there is none its scenario and when it began. */
export function keyOf({ run, scenario, startedAt }: Pick<Row, "run" | "scenario" | "startedAt">): string {
  return run === "" ? `${scenario} ${startedAt}` : run;
}

/** How many runs of the library there were, and how many passed; the control is none of them. */
export function sharesOf(rows: readonly Row[]): { readonly runs: number; readonly passed: number } {
  const own = rows.filter(({ scenario }) => scenario !== controlScenario);
  return { runs: own.length, passed: own.filter(({ outcome }) => outcome === "pass").length };
}

/** How soon each fault is proven once all of it can take effect, milliseconds: later, something else may have done it. */
const latestProofMs = 5_000;

/** What speaks against a campaign, in words; none where the library is steady as far as it has come. */
export function problemsOf(rows: readonly Row[], explanations: Explanations): string[] {
  const { runs, passed } = sharesOf(rows);
  const few = passed < leastShare * runs ? [`${passed} of ${runs} runs passed, less than ${100 * leastShare} %`] : [];
  return [...few, ...rows.flatMap((row) => [...problemOf(row, explanations[keyOf(row)]), ...lateProofs(row)])];
}

function lateProofs(row: Row): string[] {
  const late = (row.proofs ?? []).filter(({ afterMs = 0 }) => afterMs > latestProofMs);
  const told = late.map(({ fault, afterMs = 0 }) => `${fault} was proven ${(afterMs / 1_000).toFixed(1)} s after its`);
  return told.map((words) => `${keyOf(row)}: ${words} injection had ended, later than ${latestProofMs / 1_000} s`);
}

function problemOf(row: Row, explanation: Explanations[string] | undefined): string[] {
  if (row.outcome === "pass") return [];
  const told = `${keyOf(row)}: ${row.outcome}`;
  if (explanation === undefined) return [`${told}, not explained`];
  if (row.outcome === "fail" && row.scenario === controlScenario) return [`${told}, where nothing was broken`];
  return row.outcome === "fail" && explanation.whose !== "cluster" ? [`${told}, and not the cluster's`] : [];
}
