import { counted, describeBounds } from "../../analysis/statistics/format.ts";
import { describeMark } from "../../analysis/verdict/quarantine.ts";
import { formatMs } from "../../model/duration.ts";
import { defineSuiteReporter } from "../../model/reporter.ts";
import type { Suite, SuiteRun } from "../../model/suite.ts";
import { plain, table } from "../parts/markdown-table.ts";
import { describeCounts, nameOf, rowsOf } from "../parts/suite-rows.ts";
import { describeAttempts, isAllowed, noticesOf } from "../parts/suite-words.ts";

/** The summary for people, in Markdown: the table of all runs first, then what did not pass and why. */
export default defineSuiteReporter({
  file: "summary.md",
  summary: "all runs for people",
  render: ({ suite }) => render(suite),
});

const signs = {
  pass: "✓ pass",
  inconclusive: "? inconclusive",
  fail: "✗ fail",
  "not run": "· not run",
  unsupported: "· unsupported",
} as const;

function render(suite: Suite): string {
  const rows = rowsOf(suite).map((row) => [
    row.scenario,
    `${signs[row.outcome]}${row.label.slice(row.outcome.length)}`,
    row.duration,
    row.worst,
    row.report === "" ? "" : `reports/${row.report}`,
  ]);
  const parts = [
    `# ${plain(suite.suite)}: ${signs[suite.outcome]}${isAllowed(suite) ? ", allowed" : ""}`,
    `${describeCounts(suite)}. Began ${suite.startedAt}, ${suite.end} after ${formatMs(suite.durationMs)}, ${counted(suite.clustersCreated, "cluster")} created, seed ${suite.seed}.`,
    noticesOf(suite)
      .map((notice) => `- ${plain(notice)}`)
      .join("\n"),
    table(["scenario", "outcome", "duration", "worst guarantee", "report"], rows),
    quarantined(suite),
    attempts(suite),
    ...suite.runs.map(explain),
    replaced(suite),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Why a run did not pass; nothing for one that did, or that was not run. */
function explain(run: SuiteRun): string {
  const { result } = run;
  if (result === null || result.exitCode === 0) return "";
  const bad = [
    ...result.verdicts.map((verdict) => ({ ...verdict, name: verdict.promise })),
    ...result.assumptions.map((assumption) => ({ ...assumption, measuredMs: undefined })),
  ].filter(({ outcome }) => outcome !== "pass");
  const rows = [
    ...bad.map(({ outcome, name, measuredMs, summary }) => [
      signs[outcome],
      name,
      measuredMs === undefined ? "" : describeBounds(measuredMs),
      summary,
    ]),
    ...result.errors.map((error) => ["error of the harness", "", "", error]),
  ];
  return `## ${plain(nameOf(run))}\n\n${table(["outcome", "what", "measured", "why"], rows)}`;
}

function quarantined({ runs, terms }: Suite): string {
  const rows = runs.flatMap((run) =>
    run.quarantine.map((mark) => [nameOf(run), run.result?.outcome ?? "not run", describeMark(mark)]),
  );
  const head = `## In quarantine\n\n${plain(terms.quarantine?.file ?? "")}: a run that came to its end and did not pass decides no exit code.\n\n`;
  return rows.length === 0 ? "" : `${head}${table(["scenario", "outcome", "why"], rows)}`;
}

function attempts(suite: Suite): string {
  const lines = suite.runs.flatMap((run) => {
    const words = describeAttempts(run, suite);
    return words === "" ? [] : [`- ${plain(`${nameOf(run)}: ${words}`)}`];
  });
  const head = "## Attempts\n\nWhat was inconclusive was run again, with the same seed; the last attempt counts.\n\n";
  return lines.length === 0 ? "" : `${head}${lines.join("\n")}`;
}

function replaced({ runs }: Suite): string {
  const rows = runs.flatMap((run) =>
    [...run.earlier, ...(run.result === null ? [] : [run.result])].flatMap((result) =>
      typeof result.replaced === "string" ? [[nameOf(run), result.replaced]] : [],
    ),
  );
  const head = "## Clusters that were replaced\n\nThey did not pass the health gate before a run.\n\n";
  return rows.length === 0 ? "" : `${head}${table(["before", "why"], rows)}`;
}
