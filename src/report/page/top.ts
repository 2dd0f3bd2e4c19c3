import { kubernetesOf } from "../../model/cluster.ts";
import type { Course } from "../../model/course.ts";
import { formatMs } from "../../model/duration.ts";
import type { Report } from "../../model/report.ts";
import { existingInWords, timingsInWords } from "../parts/cluster-words.ts";
import { guaranteeTable, outcomeBadge } from "./guarantee-table.ts";
import { type Content, html, type Markup } from "./markup.ts";
import { runInWords } from "./run-sentence.ts";
import type { Told } from "./verdict-sentence.ts";

/** The verdict in one sentence, the guarantees against their limits, what ran, and how to run it again. */
export function top(told: Told, course: Course): Markup {
  const { report } = told;
  const { sentence, detail, counts } = runInWords(told);
  const words = { pass: "Pass", fail: "Fail", inconclusive: "Inconclusive" } as const;
  return html`<header class="o-${report.outcome}"><p class="what">${outcomeBadge(report.outcome, words[report.outcome])} <span class="scenario">${report.scenario}</span> <span class="quiet">${report.run}</span></p><h1>${sentence}</h1>${detail === "" ? "" : html`<p class="detail">${detail}</p>`}<p class="counts">${counts}.${endInWords(report)}</p>${errors(report)}</header>${myth(report)}<section id="guarantees" aria-labelledby="guarantees-title"><h2 id="guarantees-title">Guarantees</h2>${guaranteeTable(told)}</section><section id="run" aria-labelledby="run-title"><h2 id="run-title">What ran</h2><p>${report.summary}</p><dl class="facts">${facts(report, course)}</dl><p class="command"><span>Run it again</span> <code>${repeatCommand(report)}</code></p><p class="command"><span>Judge it again, without a cluster</span> <code>${`npx kind-chaos replay reports/${report.run}`}</code></p></section>`;
}

function endInWords({ end }: Report): string {
  return end === "completed" ? "" : ` The run did not go to its end: ${end}.`;
}

function errors({ errors: all }: Report): Markup {
  return all.length === 0
    ? html``
    : html`<p class="errors">The harness itself had ${all.length === 1 ? "an error" : `${all.length} errors`}: ${all[0]}</p>`;
}

function myth({ myth: tested }: Report): Markup {
  return tested === null
    ? html``
    : html`<blockquote class="myth"><p>“${tested.claim}” <strong>${tested.verdict}</strong></p></blockquote>`;
}

function facts({ cluster, server, startedAt, durationMs, seed }: Report, { provenance }: Course): Markup[] {
  const { harness, node, host } = provenance;
  const { kind, platform, cpus, memoryGiB } = host;
  const rows: [string, Content][] = [];
  if (cluster !== null) {
    const roles = Map.groupBy(cluster.nodes, ({ role }) => role);
    rows.push([
      "topology",
      `${cluster.topology} (${[...roles].map(([role, nodes]) => `${nodes.length} × ${role}`).join(", ")})`,
    ]);
    rows.push(["timings", timingsInWords(cluster)]);
    const { replacedTimings, afterCreate } = cluster;
    if (replacedTimings !== undefined) rows.push(["replaced, as asked for", replacedTimings.join("; ")]);
    if (afterCreate !== undefined)
      rows.push(["after creation", html`${afterCreate.script}, sha256 <code>${afterCreate.sha256}</code>`]);
    const existing = existingInWords(cluster);
    if (existing !== undefined) rows.push(["how it was reached", existing]);
    rows.push(["Kubernetes", kubernetesOf(cluster)]);
    rows.push(["kind", kind === undefined ? cluster.kind : String(kind)]);
    rows.push(["node image", html`<code>${cluster.nodeImage}</code>`]);
    if (cluster.loadBalancerImage !== undefined)
      rows.push(["load balancer", html`<code>${cluster.loadBalancerImage}</code>`]);
    if (cluster.balancerImage !== undefined)
      rows.push(["load balancers with the virtual address", html`<code>${cluster.balancerImage}</code>`]);
  }
  if (server !== null) {
    rows.push(["server", `${server.url}, Kubernetes ${server.kubernetes}`]);
    rows.push(["asked as", `${server.identity}, context ${server.context}`]);
    rows.push([
      "changed",
      server.writes === undefined ? "nothing, only read" : `namespace ${server.writes}, made and removed`,
    ]);
  }
  rows.push([
    "started",
    html`<time datetime="${startedAt}">${startedAt.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC")}</time>, took ${formatMs(durationMs)}`,
  ]);
  rows.push(["seed", seed]);
  const machine = [
    platform,
    cpus === undefined ? undefined : `${cpus} CPUs`,
    memoryGiB === undefined ? undefined : `${memoryGiB} GiB`,
  ];
  rows.push(["machine", machine.filter((part) => part !== undefined).join(", ")]);
  rows.push(["made with", `kind-chaos ${harness}, Node ${node}`]);
  return rows
    .filter(([, value]) => value !== "")
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
}

/** The command that makes the same run again: what was asked for, and the version and the seed that were chosen. */
export function repeatCommand({ scenario, server, asked, seed }: Report): string {
  const monitor = server === null ? undefined : ["monitor", "--context", server.context];
  // Older journals do not say what was asked for.
  const words = monitor ?? asked ?? [scenario, "--seed", `${seed}`];
  return ["npx kind-chaos", ...words.map(word)].join(" ");
}

/** A word of a command, quoted where a shell would read something else. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
