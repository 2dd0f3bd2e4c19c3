import { describeBounds } from "../../src/analysis/statistics/format.ts";
import { formatMs } from "../../src/model/duration.ts";
import { ownTable } from "../own-table.ts";
import type { Row } from "./rows.ts";
import { campaignsOf, shownRows } from "./shown.ts";
import { controlScenario, type Explanations, keyOf, sharesOf } from "./summary.ts";

/**
 * docs/results.md: every outcome by scenarios, each that is not a pass explained, the newest figures, and which scenarios of
 * the library have no row yet. What counts of a scenario is the newest campaign that has it, with the commits of its rows;
 * of earlier campaigns how many passed.
 */
export function renderResults(
  all: readonly Row[],
  explanations: Explanations,
  library: readonly string[] = [],
): string {
  const campaigns = campaignsOf(all);
  const rows = shownRows(all);
  const scenarios = [...Map.groupBy(rows, ({ scenario }) => scenario)].toSorted(([a], [b]) => a.localeCompare(b));
  const others = rows.filter(({ outcome }) => outcome !== "pass");
  const earlier = campaigns.slice(0, -1).map((those) => `- ${tellCampaign(those)}`);
  const without = library.filter((name) => !scenarios.some(([scenario]) => scenario === name));
  return `${[
    "# Results of all scenarios",
    "Written by `npm run test:full`, which goes on where it was, and by `npm run docs`; every run that\ncounts is in results/steadiness.jsonl, a row each. A row counts for its campaign, whichever commit it\nwas made at; each scenario shows those of the newest campaign that has it.",
    `${tellCampaign(campaigns.at(-1) ?? [])}.`,
    "Lengths of time are bounds: [report.md](report.md) says what they mean. A limit that comes from the\ncluster's own settings names them. \"Proven\" is from the end of a fault's own injection (from\nits begin in rows that do not tell the end) to the evidence that it is active, the look itself included:\nthe longest of all its faults and runs; over 5 s speaks against the campaign.",
    ...(rows.length === 0
      ? []
      : [
          ownTable(["scenario", "topology", "outcomes", "longest", "proven", "commits"], scenarios.map(overview)),
          "## What did not pass",
          others.length === 0 ? "Nothing." : ownTable(othersHead, others.map(toldOther(explanations))),
        ]),
    ...scenarios.flatMap(([scenario, of]) => figures(scenario, of)),
    ...(earlier.length === 0 ? [] : ["## Earlier campaigns", earlier.join("\n")]),
    ...(without.length === 0
      ? []
      : [
          "## Not in a campaign yet",
          "Some of these have [a run of their own](results/once.md) from before there were campaigns.",
          without.map((name) => `- ${name}`).join("\n"),
        ]),
  ].join("\n\n")}\n`;
}

const othersHead = ["run", "outcome", "what the report says", "whose it was", "what it was"];

function toldOther(explanations: Explanations): (row: Row) => string[] {
  return (row) => {
    const { whose, what } = explanations[keyOf(row)] ?? { whose: "", what: "not explained yet" };
    return [keyOf(row), row.outcome, row.why.join("; "), whose, what];
  };
}

function tellCampaign(rows: readonly Row[]): string {
  if (rows.length === 0) return "No campaign has a row yet";
  const { runs, passed } = sharesOf(rows);
  const control = rows.filter(({ scenario }) => scenario === controlScenario);
  const quiet = control.filter(({ outcome }) => outcome === "pass").length;
  const commits = commitsOf(rows);
  const at = `at ${commits.length === 1 ? "commit" : "commits"} ${commits.join(", ")}`;
  const share = runs === 0 ? "" : ` (${((100 * passed) / runs).toFixed(1)} %)`;
  const found = control.length === 0 ? "" : `; of ${control.length} of the control, ${quiet} found nothing`;
  return `Campaign ${rows[0]?.campaign ?? "none"}, ${at}:\nof ${runs} runs of the library ${passed} passed${share}${found}`;
}

function overview([scenario, rows]: [string, Row[]]): string[] {
  const counts = [...Map.groupBy(rows, ({ outcome }) => outcome)].map(
    ([outcome, those]) => `${those.length} ${outcome}`,
  );
  const [first] = rows;
  const longest = Math.max(...rows.map(({ durationMs }) => durationMs));
  return [
    `[${scenario}](#${anchorOf(scenario)})`,
    `${first?.topology}, ${first?.profile}`,
    counts.join(", "),
    formatMs(longest),
    slowestProof(rows),
    commitsOf(rows).join(", "),
  ];
}

function commitsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ commit }) => commit))];
}

/** The longest that a fault waited for its evidence, with its name; empty where no fault was proven. */
function slowestProof(rows: readonly Row[]): string {
  const proofs = rows.flatMap(({ proofs: those = [] }) => those);
  const [slowest] = proofs
    .map(({ fault, tookMs, afterMs = tookMs }) => ({ fault, afterMs }))
    .toSorted((a, b) => b.afterMs - a.afterMs);
  return slowest === undefined ? "" : `${formatMs(slowest.afterMs)} (${slowest.fault})`;
}

/** As a title is linked to: small letters, no dots, dashes for spaces. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");
}

/** The newest figures of a scenario, with the span over all of its runs. */
function figures(scenario: string, rows: readonly Row[]): string[] {
  const newest = rows.findLast((row) => row.figures.length > 0);
  if (newest === undefined) return [];
  const table = newest.figures.map(({ promise, limitMs, expectedMs, measuredMs }) => {
    const all = rows.flatMap((row) => row.figures.filter((one) => one.promise === promise));
    return [
      promise,
      expectedMs === undefined ? "" : `${formatMs(expectedMs[0])} to ${formatMs(expectedMs[1])}`,
      limitMs === undefined ? "" : formatMs(limitMs),
      measuredMs === undefined ? "" : describeBounds(measuredMs),
      mostOf(all.flatMap(({ measuredMs: one }) => (one === undefined ? [] : [one]))),
    ];
  });
  return [
    `## ${scenario}`,
    ownTable(["guarantee", "expected", "limit", "measured last", `at most, of ${rows.length}`], table),
  ];
}

/** The greatest upper bound, and of how many there was none: these were at least as long as their lower bound. */
function mostOf(ranges: readonly (readonly [number, number | null])[]): string {
  const bounds = ranges.flatMap(([, atMost]) => (atMost === null ? [] : [atMost]));
  const open = ranges.filter(([, atMost]) => atMost === null).map(([atLeast]) => atLeast);
  const longest = bounds.length === 0 ? [] : [formatMs(Math.max(...bounds))];
  const unbounded = open.length === 0 ? [] : [`${open.length} without, at least ${formatMs(Math.max(...open))}`];
  return [...longest, ...unbounded].join("; ");
}
