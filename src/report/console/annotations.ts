import type { Report } from "../../model/report.ts";
import type { Suite } from "../../model/suite.ts";
import { conclusionOf, describeVerdict } from "../parts/conclusion.ts";
import { rowsOf } from "../parts/suite-rows.ts";

/** One thing that a CI system shows at the top of a job: what broke, or what showed nothing. */
export interface Annotation {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly message: string;
}

/** GitHub shows 10 errors and 10 warnings of a step, and drops the rest without a word. */
const mostAnnotations = 10;

/** What broke in a run, then what stayed open; at most 10, the last of which says how many more there are. */
export function annotationsOf(report: Report): Annotation[] {
  const broken = report.verdicts
    .filter(({ outcome }) => outcome === "fail")
    .map((verdict) => annotation("error", report.scenario, describeVerdict(verdict)));
  const open = report.outcome === "inconclusive" ? [annotation("warning", report.scenario, openWords(report))] : [];
  const errors = report.errors.map((error) => annotation("error", report.scenario, error));
  return few([...broken, ...errors, ...open]);
}

/** The same of several runs: each that decides the exit code, with its worst guarantee or why it was not run. */
export function suiteAnnotationsOf(suite: Suite): Annotation[] {
  const told = rowsOf(suite).flatMap((row, index) => {
    const standing = suite.runs[index]?.standing;
    if (row.outcome === "pass" || (standing !== "counts" && standing !== "allowed")) return [];
    const level = row.outcome === "fail" && standing === "counts" ? "error" : "warning";
    return [annotation(level, row.scenario, `${row.label}: ${row.worst}`)];
  });
  return few(told.toSorted((a, b) => Number(a.level === "warning") - Number(b.level === "warning")));
}

function annotation(level: Annotation["level"], title: string, message: string): Annotation {
  return { level, title, message };
}

function openWords(report: Report): string {
  const { headline, repeated } = conclusionOf(report);
  return [headline, ...repeated.slice(0, 1).map(({ text }) => text)].join("; ");
}

function few(all: readonly Annotation[]): Annotation[] {
  const more = all.length - mostAnnotations;
  if (more <= 0) return [...all];
  const rest = { level: "warning", title: "kind-chaos", message: `${more + 1} more are in the report` } as const;
  return [...all.slice(0, mostAnnotations - 1), rest];
}
