import { counted, describeBounds } from "../../analysis/statistics/format.ts";
import { describeMark } from "../../analysis/verdict/quarantine.ts";
import { formatMs } from "../../model/duration.ts";
import { defineSuiteReporter } from "../../model/reporter.ts";
import type { Suite, SuiteRun } from "../../model/suite.ts";
import { document, type Part } from "../parts/markdown-document.ts";
import { plain } from "../parts/markdown-table.ts";
import { outcomeWords } from "../parts/markdown-verdicts.ts";
import { describeCounts, nameOf, type Row, rowsOf } from "../parts/suite-rows.ts";
import { suiteStatisticsRows } from "../parts/suite-statistics-rows.ts";
import { describeAttempts, describeSeed, isAllowed, noticesOf } from "../parts/suite-words.ts";

/** As for a run's report.md: a comment on GitHub takes 65,536. */
const mostCharacters = 65_000;

/** The summary for people, in Markdown: what did not pass and all runs first, then why. */
export default defineSuiteReporter({
  file: "summary.md",
  summary: "all runs for people",
  render: ({ suite }) => document(partsOf(suite), mostCharacters, "summary.json beside this file has all of them"),
});

const words = { ...outcomeWords, "not run": "· not run", unsupported: "· unsupported" } as const;
const head = ["scenario", "outcome", "duration", "worst guarantee", "report"];

/** So many runs are a table that is read whole; of more, those that did not pass come first. */
const fewRuns = 8;

function partsOf(suite: Suite): Part[] {
  const rows = rowsOf(suite);
  const notPassed = rows.filter(({ outcome }) => !["pass", "unsupported"].includes(outcome));
  return [
    {
      title: "",
      text: `# ${plain(suite.suite)}: ${words[suite.outcome]}${isAllowed(suite) ? ", allowed" : ""}\n\n${plain(describeSuite(suite))}`,
    },
    { title: "", rows: noticesOf(suite).map((notice) => [notice]) },
    { title: "What did not pass", head, rows: rows.length <= fewRuns ? [] : notPassed.map(cellsOf) },
    { title: "All runs", head, rows: rows.map(cellsOf) },
    ...statistics(suite),
    quarantined(suite),
    attempts(suite),
    ...suite.runs.map(explain),
    replaced(suite),
  ];
}

/** What repeated runs came to: primary guarantees first, all others folded. */
function statistics({ statistics: figures }: Suite): Part[] {
  const head = ["scenario", "guarantee or phase", "kept", "median", "95th percentile", "worst"];
  const text =
    "Lengths of time are bounds; intervals are 95 % certain. Medians have one from 6 runs on, the 95th percentile is told from 59 on.";
  const primary = figures.filter((figure) => figure.primary);
  const others = figures.filter((figure) => !figure.primary);
  return [
    {
      title: "What repetition says",
      ...(primary.length === 0 ? {} : { text }),
      head,
      rows: primary.map(suiteStatisticsRows),
    },
    { title: "What repetition says of the rest", head, rows: others.map(suiteStatisticsRows), folded: true },
  ];
}

function describeSuite(suite: Suite): string {
  const { startedAt, end, durationMs, clustersCreated } = suite;
  return `${describeCounts(suite)}. Began ${startedAt}, ${end} after ${formatMs(durationMs)}, ${counted(clustersCreated, "cluster")} created, ${describeSeed(suite)}.`;
}

function cellsOf({ scenario, outcome, label, duration, worst, report }: Row): string[] {
  const told = `${words[outcome]}${label.slice(outcome.length)}`;
  return [scenario, told, duration, worst, report === "" ? "" : `reports/${report}`];
}

/** Why a run did not pass; nothing for one that did, or that was not run. */
function explain(run: SuiteRun): Part {
  const { result } = run;
  const title = nameOf(run);
  if (result === null || result.exitCode === 0) return { title };
  const bad = [
    ...result.verdicts.map((verdict) => ({ ...verdict, name: verdict.promise })),
    ...result.assumptions.map((assumption) => ({ ...assumption, measuredMs: undefined })),
  ].filter(({ outcome }) => outcome !== "pass");
  const rows = [
    ...bad.map(({ outcome, name, measuredMs, summary }) => [
      words[outcome],
      name,
      measuredMs === undefined ? "" : describeBounds(measuredMs),
      summary,
    ]),
    ...result.errors.map((error) => ["error of the harness", "", "", error]),
  ];
  return { title, head: ["outcome", "what", "measured", "why"], rows };
}

function quarantined({ runs, terms }: Suite): Part {
  const rows = runs.flatMap((run) =>
    run.quarantine.map((mark) => [nameOf(run), run.result?.outcome ?? "not run", describeMark(mark)]),
  );
  if (rows.length === 0) return { title: "In quarantine" };
  const file = plain(terms.quarantine?.file ?? "");
  const text = `${file}: a run that came to its end and did not pass decides no exit code.`;
  return { title: "In quarantine", text, head: ["scenario", "outcome", "why"], rows };
}

function attempts(suite: Suite): Part {
  const rows = suite.runs.flatMap((run) => {
    const told = describeAttempts(run, suite);
    return told === "" ? [] : [[`${nameOf(run)}: ${told}`]];
  });
  if (rows.length === 0) return { title: "Attempts" };
  const text = "What was inconclusive was run again, with the same seed; the last attempt counts.";
  return { title: "Attempts", text, rows };
}

function replaced({ runs }: Suite): Part {
  const rows = runs.flatMap((run) =>
    [...run.earlier, ...(run.result === null ? [] : [run.result])].flatMap((result) =>
      typeof result.replaced === "string" ? [[nameOf(run), result.replaced]] : [],
    ),
  );
  if (rows.length === 0) return { title: "Clusters that were replaced" };
  const text = "They did not pass the health gate before a run.";
  return { title: "Clusters that were replaced", text, head: ["before", "why"], rows };
}
