import { describeBounds, percent } from "../analysis/statistics/format.ts";
import { formatMs } from "../model/duration.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Report } from "../model/report.ts";
import { defineReporter } from "../model/reporter.ts";
import { describeSlowSetting, failoverTables } from "./parts/markdown-failovers.ts";
import { laneTable, stretchTitle } from "./parts/markdown-lanes.ts";
import { machineExcuse, machineSection } from "./parts/markdown-machine.ts";
import { code, plain, table } from "./parts/markdown-table.ts";
import { watchTable } from "./parts/markdown-watches.ts";

const words: Readonly<Record<Outcome, string>> = { pass: "✓ pass", inconclusive: "? inconclusive", fail: "✗ fail" };

/** Lines about time that nobody looked at: enough to see where it was, few enough to read. */
const mostHoles = 20;

/** The report for people, in Markdown: the verdict first, then how to read it, then what it rests on. */
export default defineReporter({
  file: "report.md",
  summary: "the report for people",
  render: ({ report }) => render(report),
});

function render(report: Report): string {
  const parts = [
    `# ${plain(report.scenario)}: ${words[report.outcome]}`,
    machineExcuse(report.machine),
    `${plain(report.summary)}\n\n${describeRun(report)}`,
    report.myth === null ? "" : `> "${plain(report.myth.claim)}" **${plain(report.myth.verdict)}**`,
    verdictTable(report),
    howToRead,
    section("What the lanes say", list(report.findings)),
    section("Faults", faultTable(report)),
    section("The failovers, taken apart", failoverTables(report.failovers)),
    section("Expected beside measured", expectedTable(report)),
    section("Slower than stock", list(report.slowerThanStock.map(describeSlowSetting))),
    section("Marked stretches", markTable(report)),
    ...report.stretches.map((stretch) => section(stretchTitle(stretch), laneTable(stretch))),
    section("Watches", watchTable(report)),
    section("What must be true for this to mean anything", assumptionTable(report)),
    section("Time that nobody looked at", list(unobservedLines(report))),
    section("Prober", prober(report)),
    section("The machine", machineSection(report.machine)),
    section("Steps", list(report.steps)),
    section("Errors of the harness", list(report.errors)),
    `See it again without a cluster: ${code(`npm run chaos -- replay reports/${report.run}`)}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const howToRead = [
  "**How to read it.** Measured lengths of time are bounds: an outage between two attempts cannot be known more precisely than the",
  "attempts are apart. A guarantee fails when even the least length is over its limit, passes when even the greatest is within it, and is",
  "inconclusive in between. An answer that took longer than 1 s counts as none, unless a guarantee says otherwise. A lane is operation / way /",
  "connection: `write/api/new` writes through the load balancer on a new connection each time, `server` is that of a kubeconfig. Times are since the run's start.",
].join("\n");

function section(title: string, body: string): string {
  return body === "" ? "" : `## ${plain(title)}\n\n${body}`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${plain(line)}`).join("\n");
}

function describeRun(report: Report): string {
  const { cluster, server } = report;
  const rows: string[][] = [
    ["run", report.run],
    ["started", report.startedAt],
    ["took", `${formatMs(report.durationMs)}, ${report.end}`],
    ["seed", String(report.seed)],
  ];
  if (cluster !== null) {
    rows.push([
      "cluster",
      `${cluster.name}: ${cluster.topology}, ${cluster.profile} timings, Kubernetes ${cluster.kubernetes}`,
    ]);
    rows.push([
      "images",
      [cluster.nodeImage, cluster.loadBalancerImage, `kind ${cluster.kind}`].filter(Boolean).join(", "),
    ]);
  }
  if (server !== null) {
    rows.push([
      "server",
      `${server.url}, Kubernetes ${server.kubernetes}; context ${server.context}, ${server.identity}`,
    ]);
    rows.push([
      "changed",
      server.writes === undefined ? "nothing, only read" : `namespace ${server.writes}, made and removed`,
    ]);
  }
  return table(["", ""], rows);
}

function verdictTable({ verdicts }: Report): string {
  const rows = verdicts.map((verdict) => [
    words[verdict.outcome],
    verdict.promise,
    verdict.limitMs === undefined ? "" : formatMs(verdict.limitMs),
    verdict.measuredMs === undefined ? "" : describeBounds(verdict.measuredMs),
    verdict.summary,
  ]);
  return table(["outcome", "guarantee", "limit", "measured", "why"], rows);
}

function faultTable({ faults }: Report): string {
  const since = (at: number | undefined) => (at === undefined ? "never" : formatMs(at));
  const rows = faults.map((fault) => [
    fault.id,
    `${fault.description}, on ${fault.target}: ${fault.nodes.join(", ")}`,
    since(fault.injectingAt),
    proof(fault.activeAt, fault.active),
    fault.sustained ? since(fault.healingAt) : "heals by itself",
    proof(fault.healedAt, fault.healed),
    since(fault.steadyAt),
  ]);
  return table(["fault", "what", "injected", "seen active", "heal began", "seen healed", "steady again"], rows);
}

function proof(at: number | undefined, evidence: { proven: boolean; detail: string } | undefined): string {
  if (evidence === undefined) return "nobody looked";
  return evidence.proven && at !== undefined ? `${formatMs(at)}: ${evidence.detail}` : `not proven: ${evidence.detail}`;
}

function expectedTable({ verdicts }: Report): string {
  const rows = verdicts.flatMap((verdict) => {
    if (verdict.limitMs === undefined || verdict.measuredMs === undefined) return [];
    const { expectedMs: expected, measuredMs: measured } = verdict;
    const slower = expected !== undefined && measured[0] > expected[1];
    return [
      [
        verdict.promise,
        expected === undefined ? "" : `${formatMs(expected[0])} to ${formatMs(expected[1])}`,
        describeBounds(measured),
        expected === undefined ? "" : slower ? "slower than expected" : "as expected",
        `${formatMs(verdict.limitMs)}: ${verdict.limitSource ?? ""}`,
      ],
    ];
  });
  return table(["guarantee", "expected", "measured", "", "limit and where it comes from"], rows);
}

function markTable({ verdicts }: Report): string {
  const rows = verdicts.flatMap(({ guarantee, marks }) =>
    marks.map((mark) => [
      guarantee,
      formatMs(mark.from),
      mark.to === undefined ? "open" : formatMs(mark.to),
      mark.text,
    ]),
  );
  return table(["guarantee", "from", "to", "what"], rows);
}

function assumptionTable({ assumptions }: Report): string {
  return table(
    ["outcome", "assumption", "what was found"],
    assumptions.map(({ outcome, name, summary }) => [words[outcome], name, summary]),
  );
}

function unobservedLines({ unobserved }: Report): string[] {
  const lines = unobserved.map(
    ({ lane, from, to, reason }) => `${lane ?? "all lanes"}, ${formatMs(from)} to ${formatMs(to)}: ${reason}`,
  );
  const more = lines.length - mostHoles;
  return [...lines.slice(0, mostHoles), ...(more > 0 ? [`and ${more} more`] : [])];
}

function prober({ prober: { attempts, lateStartMs: late, cpuShare, memoryMb, disturbances } }: Report): string {
  const started =
    late === null ? "" : `, started late by p50 ${late.p50} ms, p99 ${late.p99} ms, at most ${late.max} ms`;
  const used = `It used ${percent(cpuShare, 1)} of one core and at most ${memoryMb} MB of memory.`;
  const marks = disturbances.map(({ from, to, reason }) => `${formatMs(from)} to ${formatMs(to)}: ${reason}`);
  const marked = marks.length === 0 ? "" : `\n\nIt was beyond its limits:\n\n${list(marks)}`;
  return `${attempts.toLocaleString("en-US")} attempts${started}. ${used}${marked}`;
}
