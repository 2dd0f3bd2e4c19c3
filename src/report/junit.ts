import type { Report } from "../model/report.ts";
import { defineReporter } from "../model/reporter.ts";
import { casesOfRun } from "./parts/junit-cases.ts";
import { junitDocument } from "./parts/junit-document.ts";

/** The report as JUnit XML for continuous integration: one test case for each assumption and each guarantee. */
export default defineReporter({
  file: "junit.xml",
  summary: "the report for continuous integration, as JUnit XML",
  render: ({ report }) => render(report),
});

function render(report: Report): string {
  const { scenario, durationMs, startedAt } = report;
  const suite = { name: scenario, scenario, durationMs, timestamp: startedAt };
  return junitDocument(scenario, durationMs, [
    { ...suite, properties: propertiesOf(report), cases: casesOfRun(report) },
  ]);
}

function propertiesOf({ harness, cluster, server, seed, run }: Report): [string, string][] {
  const kubernetes = cluster?.kubernetes ?? server?.kubernetes;
  return [
    ["version", harness],
    ...(kubernetes === undefined ? [] : [["kubernetes", kubernetes] satisfies [string, string]]),
    ...(cluster === null
      ? []
      : ([
          ["topology", cluster.topology],
          ["profile", cluster.profile],
        ] satisfies [string, string][])),
    ...(server === null ? [] : [["server", server.url] satisfies [string, string]]),
    ["seed", String(seed)],
    ["report", `reports/${run}`],
  ];
}
