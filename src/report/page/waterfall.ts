import { formatMs } from "../../model/duration.ts";
import type { Failover, FailoverPhase } from "../../model/failover.ts";
import type { Report } from "../../model/report.ts";
import { describePhaseTime, describeRequests } from "../parts/markdown-failovers.ts";
import { width } from "./axis.ts";
import { html, type Markup } from "./markup.ts";
import { type Scale, scaleOver } from "./scale.ts";
import { withShortNames } from "./short-names.ts";
import { box } from "./strip.ts";
import { rangeInWords } from "./words.ts";

type Nodes = Parameters<typeof withShortNames>[1];

const height = 20;

/** Phases of a replica are named after it (src/analysis/rescheduling/rescheduling.ts). */
const ofReplica = /^(replica [^:]+): (.+)$/;

/** Each failover as a waterfall of its phases, what was expected behind what was measured; then each replica's way. */
export function waterfallSection({ failovers, faults, cluster }: Report): Markup {
  const told = failovers.filter(({ phases }) => phases.length > 0);
  if (told.length === 0) return html``;
  const parts = told.map((failover) => {
    const fault = faults.find(({ id }) => id === failover.faultId);
    const where =
      fault === undefined
        ? ""
        : `${fault.description}${fault.nodes.length === 0 ? "" : ` on ${fault.nodes.join(", ")}`}`;
    return html`<article class="failover"><h3>${failover.faultId} <span class="quiet">${where}</span></h3>${requestLine(failover)}${waterfalls(failover, cluster?.nodes ?? [])}</article>`;
  });
  return html`<section id="failover" aria-labelledby="failover-title"><h2 id="failover-title">Failover</h2><p class="quiet">Moments since the fault was injected, as bounds: the bar reaches from “not before” to “not after”. Grey: what the cluster's own settings let one expect.</p>${parts}</section>`;
}

function requestLine({ requests }: Failover): Markup {
  return requests === null ? html`` : html`<p>${describeRequests(requests)}.</p>`;
}

function waterfalls({ phases }: Failover, nodes: Nodes): Markup[] {
  const replicas = Map.groupBy(phases, ({ phase }) => ofReplica.exec(phase)?.[1] ?? "");
  const main = replicas.get("") ?? [];
  const ways = [...replicas].filter(([name]) => name !== "");
  const scale = scaleOver(ways.flatMap(([, own]) => own));
  return [
    waterfall("Phases of the failover", main, scaleOver(main), nodes, (phase) => phase.phase),
    ...ways.map(([name, own]) =>
      waterfall(`Rescheduling: ${name}`, own, scale, nodes, ({ phase }) => ofReplica.exec(phase)?.[2] ?? phase),
    ),
  ];
}

function waterfall(
  title: string,
  phases: readonly FailoverPhase[],
  scale: Scale,
  nodes: Nodes,
  nameOf: (phase: FailoverPhase) => string,
): Markup {
  if (phases.length === 0) return html``;
  const rows = phases.map((phase) => {
    const expected = phase.expectedMs === null ? "" : rangeInWords(phase.expectedMs);
    return html`<tr><th scope="row">${nameOf(phase)}${note(phase.summary, nodes)}</th><td class="bars">${phaseBar(phase, scale)}</td><td class="n" data-label="measured">${phase.measuredMs[0] < 0 ? describePhaseTime(phase) : rangeInWords(phase.measuredMs)}</td><td class="n" data-label="expected"${phase.expectedSource === "" ? "" : html` title="${phase.expectedSource}"`}>${expected}</td><td>${stateWords(phase)}</td></tr>`;
  });
  const ticks = scale.ticks.map(
    (tick) =>
      html`<text x="${((100 * scale.x(tick)) / width).toFixed(2)}%" y="12" text-anchor="${tick === scale.ticks[0] && scale.x(tick) < 60 ? "start" : "middle"}">${tick === 0 ? "0" : formatMs(tick).replace(/\.0+ /, " ")}</text>`,
  );
  return html`<table class="waterfall"><caption>${title}${scale.logarithmic ? html` <span class="quiet">(logarithmic axis)</span>` : ""}</caption><thead><tr><th scope="col">phase</th><th scope="col" class="bars"><span class="unseen">when, as a picture</span><svg class="axis" width="100%" height="16" aria-hidden="true">${ticks}</svg></th><th scope="col" class="n">measured</th><th scope="col" class="n">expected</th><th scope="col"><span class="unseen">against what is expected</span></th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** What was seen, with short names; the whole of it where it is pointed at. */
function note(summary: string, nodes: Nodes): Markup {
  if (summary === "") return html``;
  const short = withShortNames(summary, nodes);
  return html`<span class="quiet"${short === summary ? "" : html` title="${summary}"`}>${short}</span>`;
}

function stateWords({ state, measuredMs, expectedMs }: FailoverPhase): Markup {
  if (state === null) return html``;
  if (state === "ok") return html`<span class="quiet">as expected</span>`;
  const slower = expectedMs !== null && measuredMs[0] > expectedMs[1];
  return html`<strong class="deviates">▲ ${slower ? "later" : "earlier"} than expected</strong>`;
}

function phaseBar({ measuredMs: [least, most], expectedMs, phase }: FailoverPhase, scale: Scale): Markup {
  const { x } = scale;
  const grid = scale.ticks.map((tick) => `M${x(tick)} 0V${height}`).join("");
  const expected =
    expectedMs === null
      ? ""
      : html`<path class="expected" fill="#8a97a6" fill-opacity=".3" d="${box(x(expectedMs[0]), x(expectedMs[1]), 1, height - 2)}"/>`;
  const end = most === null ? width : x(most);
  const open =
    most === null
      ? html`<path class="m-possible" stroke="#44546a" fill="url(#possible)" d="${box(x(least), end, 6, 8)}"/>`
      : html`<path class="m-sure" fill="#44546a" stroke="#44546a" d="${box(x(least), end, 6, 8)}"/>`;
  return html`<svg class="bar" role="img" width="100%" height="${height}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none"><title>${phase}: ${rangeInWords([least, most])}${expectedMs === null ? "" : `, expected ${rangeInWords(expectedMs)}`}</title><path class="grid" stroke="#ddd" d="${grid}"/><path class="zero" stroke="#3b6ea5" d="M${x(0)} 0V${height}"/>${expected}<path class="lead" stroke="#8a97a6" d="M${x(0)} 10H${x(least)}"/>${open}</svg>`;
}
