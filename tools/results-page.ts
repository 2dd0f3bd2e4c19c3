import { describeBounds } from "../src/analysis/statistics/format.ts";
import { formatMs } from "../src/model/duration.ts";
import type { Suite, SuiteRun } from "../src/model/suite.ts";
import { nameOf } from "../src/report/parts/suite-rows.ts";
import { ownTable } from "./own-table.ts";

/** What keeps a suite from being a whole result: runs that were not carried out though they could be. */
export function missing({ runs }: Suite): string[] {
  return runs.filter(({ result, unsupported }) => result === null && !unsupported).map(nameOf);
}

/** Runs whose verdict is not what is expected of every scenario of the library: pass. */
export function unexpected({ runs }: Suite): string[] {
  return runs.flatMap((run) =>
    run.result === null || run.result.exitCode === 0 ? [] : [`${nameOf(run)}: ${run.result.outcome}`],
  );
}

/**
 * One suite of several, in which a run takes the place of an earlier one of the same scenario; the first is the whole,
 * the others ran again what it names.
 */
export function together([whole, ...again]: readonly [Suite, ...Suite[]]): Suite {
  const later = again.flatMap(({ runs }) => runs).filter(({ result }) => result !== null);
  const newest = (run: SuiteRun) => later.findLast((other) => nameOf(other) === nameOf(run)) ?? run;
  return { ...whole, runs: whole.runs.map(newest) };
}

/** docs/results.md: the last complete run of the whole library, with what was measured in each scenario. */
export function renderResults(suite: Suite, again: readonly Suite[] = []): string {
  const { host, runs } = suite;
  const kubernetes = [...new Set(runs.map((run) => run.kubernetes))].join(", ");
  const overview = runs.map((run) => [
    run.result === null ? nameOf(run) : `[${nameOf(run)}](#${nameOf(run).replace("#", "")})`,
    `${run.topology}, ${run.profile}`,
    run.result?.outcome ?? "unsupported",
    run.result === null ? "" : formatMs(run.result.durationMs),
  ]);
  return `${[
    "# Results of all scenarios",
    `Written by \`npm run test:full\` from the run that began ${suite.startedAt}:\nkind-chaos ${suite.harness}, Kubernetes ${kubernetes}, ${host.platform}, ${host.cpus} cores, ${host.memoryGiB} GiB;\n${formatMs(suite.durationMs)} in all, ${suite.clustersCreated} clusters created, seed ${suite.seed}.`,
    ...again.map(
      ({ startedAt, runs: repeated }) =>
        `Run again from ${startedAt} on, on clusters of their own:\n${repeated.map(nameOf).join(", ")}.`,
    ),
    "Lengths of time are bounds: [report.md](report.md) says what they mean. A limit that comes from the\ncluster's own settings names them.",
    ownTable(["scenario", "topology", "outcome", "duration"], overview),
    ...runs.map(figures),
  ].join("\n\n")}\n`;
}

function figures(run: SuiteRun): string {
  const head = `## ${nameOf(run)}`;
  if (run.result === null) return `${head}\n\nNot run: ${run.notRun}`;
  const rows = run.result.verdicts.map(({ outcome, promise, limitMs, expectedMs, measuredMs }) => [
    outcome,
    promise,
    expectedMs === undefined ? "" : `${formatMs(expectedMs[0])} to ${formatMs(expectedMs[1])}`,
    limitMs === undefined ? "" : formatMs(limitMs),
    measuredMs === undefined ? "" : describeBounds(measuredMs),
  ]);
  return `${head}\n\n${ownTable(["outcome", "guarantee", "expected", "limit", "measured"], rows)}`;
}
