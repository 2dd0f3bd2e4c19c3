import { describeBounds } from "../../analysis/statistics/format.ts";
import type { Report } from "../../model/report.ts";
import type { Between, NodeStretch } from "../../model/upgrade-report.ts";
import {
  describeClients,
  describeLooks,
  describeServer,
  describeSigns,
  describeSkew,
  describeVersions,
  sources,
} from "../parts/upgrade-words.ts";
import { html, type Markup } from "./markup.ts";
import { momentLink } from "./moment-link.ts";
import { type Cell, numbers, sortableTable } from "./tables.ts";

/** What was seen of an upgrade that somebody else made; nothing where nobody asked for it. */
export function upgradeSection({ upgrade }: Report): Markup {
  if (upgrade === undefined) return html``;
  const none = upgrade.nodes.length === 0 ? html`<p>No node was seen to be worked on.</p>` : "";
  return html`<section id="upgrade" aria-labelledby="upgrade-title"><h2 id="upgrade-title">Upgrade</h2>${none}<p>${describeSkew(upgrade)} ${describeLooks(upgrade)}</p>${tables(upgrade)}</section>`;
}

function tables({ nodes, skew, standing, apiServers, unread }: NonNullable<Report["upgrade"]>): Markup[] {
  const ends = [numbers("began"), numbers("ended")];
  return [
    sortableTable({
      caption: "Nodes that were worked on, and what clients went without meanwhile",
      columns: [
        ...["node", "kubelet", numbers("began"), numbers("whole again"), numbers("took")],
        ...["what clients went without", "what was seen"],
      ],
      rows: nodes.map((one): Cell[] => [
        one.node,
        describeVersions(one),
        between(one.begin),
        wholeOf(one),
        { shown: describeBounds(one.lastedMs), by: one.lastedMs[0] },
        describeClients(one),
        describeSigns(one),
      ]),
    }),
    sortableTable({
      caption: "Versions further apart than Kubernetes supports",
      columns: ["what", "versions", ...ends],
      rows: skew.map((one): Cell[] => [one.subject, one.evidence, between(one.from), endOf(one.to, "still so")]),
    }),
    sortableTable({
      caption: "What stood against the next step",
      columns: ["what", "what was seen", "why", ...ends],
      rows: standing.map((one): Cell[] => [
        ...[one.subject, one.evidence, one.why],
        ...[between(one.from), endOf(one.to, "still so")],
      ]),
    }),
    sortableTable({
      caption: "Versions of the API servers",
      columns: ["API server", "versions", "by"],
      rows: apiServers.map((one): Cell[] => [one.server, describeServer(one), sources[one.source]]),
    }),
    sortableTable({
      caption: "What could not be read",
      columns: ["what", "why", numbers("from"), numbers("to")],
      rows: unread.map(({ what, why, from, to }): Cell[] => [
        ...[what, why],
        { shown: momentLink(from), by: from },
        to === null ? open("the end") : { shown: momentLink(to), by: to },
      ]),
    }),
  ];
}

function between(moment: Between): Cell {
  return { shown: links(moment), by: moment[1] };
}

function links([notBefore, notAfter]: Between): Markup {
  return notBefore === null
    ? html`before ${momentLink(notAfter)}`
    : html`${momentLink(notBefore)} to ${momentLink(notAfter)}`;
}

/** One that is gone is never whole again. */
function wholeOf({ to, end }: NodeStretch): Cell {
  if (end === null || to !== null) return endOf(end, "not yet");
  return { shown: html`gone since ${links(end)}`, by: end[1] };
}

function endOf(end: Between | null, words: string): Cell {
  return end === null ? open(words) : between(end);
}

function open(words: string): Cell {
  return { shown: words, by: Number.MAX_SAFE_INTEGER };
}
