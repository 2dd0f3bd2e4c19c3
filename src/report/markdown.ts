import { percent } from "../analysis/statistics/format.ts";
import { kubernetesOf } from "../model/cluster.ts";
import { formatMs } from "../model/duration.ts";
import type { Report } from "../model/report.ts";
import { defineReporter, type ReporterInput } from "../model/reporter.ts";
import { timingsInWords } from "./parts/cluster-words.ts";
import { conclusionOf } from "./parts/conclusion.ts";
import { applicationParts } from "./parts/markdown-application.ts";
import { document, type Part } from "./parts/markdown-document.ts";
import { describeSlowSetting, failoverParts } from "./parts/markdown-failovers.ts";
import { lanesPart } from "./parts/markdown-lanes.ts";
import { machineExcuse, machinePart } from "./parts/markdown-machine.ts";
import { assumptionParts, faultsPart, outagesPart, runPart } from "./parts/markdown-run.ts";
import { code, plain } from "./parts/markdown-table.ts";
import { upgradeParts } from "./parts/markdown-upgrade.ts";
import { expectedPart, marksPart, outcomeWords, verdictParts } from "./parts/markdown-verdicts.ts";
import { watchesPart } from "./parts/markdown-watches.ts";

/** A comment on GitHub takes 65,536 characters, and whoever posts this one adds a few. */
const mostCharacters = 65_000;

/** The report for people, in Markdown: what was found first, then what it rests on, folded, then how to read it. */
export default defineReporter({
  file: "report.md",
  summary: "the report for people, short enough for a comment on a pull request",
  render: (input) => document(partsOf(input), mostCharacters, "report.json beside this file has all of them"),
});

function partsOf({ report, series }: ReporterInput): Part[] {
  return [
    { title: "", text: headOf(report) },
    { title: "Errors of the harness", rows: lines(report.errors) },
    ...verdictParts(report),
    ...applicationParts(report),
    ...assumptionParts(report).slice(0, 1),
    { title: "What the lanes say", rows: lines(report.findings) },
    ...upgradeParts(report),
    faultsPart(report),
    ...failoverParts(report.failovers),
    { title: "Slower than stock", rows: lines(report.slowerThanStock.map(describeSlowSetting)) },
    { title: "", text: `See it again without a cluster: ${code(`npx kind-chaos replay reports/${report.run}`)}` },
    runPart(report),
    expectedPart(report),
    outagesPart(series),
    marksPart(report),
    ...assumptionParts(report).slice(1),
    ...report.stretches.map(lanesPart),
    watchesPart(report),
    { title: "Time that nobody looked at", rows: lines(unobservedLines(report)) },
    proberPart(report),
    machinePart(report.machine),
    { title: "Steps", rows: lines(report.steps), folded: true },
    { title: "How to read it", text: howToRead, folded: true },
  ];
}

function lines(texts: readonly string[]): string[][] {
  return texts.map((text) => [text]);
}

/** Title, what it came to with what decided, what was tried, and what it says of a belief. */
function headOf(report: Report): string {
  const { headline, repeated, more } = conclusionOf(report);
  const rest = more === 0 ? [] : [`- and ${more} more`];
  const parts = [
    `# ${plain(report.scenario)}: ${outcomeWords[report.outcome]}`,
    machineExcuse(report.machine),
    report.machine.notCarried === null ? `**${plain(headline)}**` : "",
    [...repeated.map(({ text }) => `- ${plain(text)}`), ...rest].join("\n"),
    `${plain(report.summary)} ${plain(describeWhere(report))}`,
    report.myth === null ? "" : `> "${plain(report.myth.claim)}" **${plain(report.myth.verdict)}**`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function describeWhere({ cluster, server }: Report): string {
  if (server !== null) return `On ${server.url}, Kubernetes ${server.kubernetes}.`;
  if (cluster === null) return "There was no cluster.";
  return `On ${cluster.topology} with ${timingsInWords(cluster)}, Kubernetes ${kubernetesOf(cluster)}.`;
}

const howToRead = [
  "Measured lengths of time are bounds: an outage between two attempts cannot be known more precisely than the",
  "attempts are apart. A guarantee fails when even the least length is over its limit, passes when even the greatest is within it, and is",
  "inconclusive in between. An answer that took longer than 1 s counts as none, unless a guarantee says otherwise. A lane is operation / way /",
  "connection: `write/api/new` writes through the load balancer on a new connection each time, `server` is that of a kubeconfig. Times are since the run's start.",
].join("\n");

function unobservedLines({ unobserved }: Report): string[] {
  return unobserved.map(
    ({ lane, from, to, reason }) => `${lane ?? "all lanes"}, ${formatMs(from)} to ${formatMs(to)}: ${reason}`,
  );
}

function proberPart({ prober: { attempts, lateStartMs: late, cpuShare, memoryMb, disturbances } }: Report): Part {
  const started =
    late === null ? "" : `, started late by p50 ${late.p50} ms, p99 ${late.p99} ms, at most ${late.max} ms`;
  const used = `It used ${percent(cpuShare, 1)} of one core and at most ${memoryMb} MB of memory.`;
  const marked = disturbances.length === 0 ? "" : " It was beyond its limits:";
  return {
    title: "Prober",
    text: `${attempts.toLocaleString("en-US")} attempts${started}. ${used}${marked}`,
    rows: lines(disturbances.map(({ from, to, reason }) => `${formatMs(from)} to ${formatMs(to)}: ${reason}`)),
    folded: true,
  };
}
