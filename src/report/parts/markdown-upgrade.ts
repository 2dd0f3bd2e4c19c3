import { describeBounds } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { Report } from "../../model/report.ts";
import type { Part } from "./markdown-document.ts";
import { plain } from "./markdown-table.ts";
import {
  describeBetween,
  describeClients,
  describeEnd,
  describeLooks,
  describeServer,
  describeSigns,
  describeSkew,
  describeVersions,
  describeWhole,
  sources,
} from "./upgrade-words.ts";

/** What was seen of an upgrade that somebody else made: its nodes, version skew, what stood against it, what was not read. */
export function upgradeParts({ upgrade }: Report): Part[] {
  if (upgrade === undefined) return [];
  const { nodes, apiServers, skew, standing, unread } = upgrade;
  const none = nodes.length === 0 ? "No node was seen to be worked on." : "";
  return [
    {
      title: "Upgrade",
      text: [none, plain(describeSkew(upgrade)), plain(describeLooks(upgrade))].filter(Boolean).join("\n\n"),
      head: ["node", "kubelet", "began", "whole again", "took", "what clients went without meanwhile", "what was seen"],
      rows: nodes.map((one) => [
        one.node,
        describeVersions(one),
        describeBetween(one.begin),
        describeWhole(one),
        describeBounds(one.lastedMs),
        describeClients(one),
        describeSigns(one),
      ]),
    },
    {
      title: "Upgrade: versions further apart than Kubernetes supports",
      head: ["what", "versions", "began", "ended"],
      rows: skew.map((one) => [one.subject, one.evidence, describeBetween(one.from), describeEnd(one.to, "still so")]),
    },
    {
      title: "Upgrade: what stood against the next step",
      head: ["what", "what was seen", "why", "began", "ended"],
      rows: standing.map((one) => [
        one.subject,
        one.evidence,
        one.why,
        describeBetween(one.from),
        describeEnd(one.to, "still so"),
      ]),
    },
    {
      title: "Upgrade: API servers",
      head: ["API server", "versions", "by"],
      rows: apiServers.map((one) => [one.server, describeServer(one), sources[one.source]]),
      folded: true,
    },
    {
      title: "Upgrade: what could not be read",
      head: ["what", "why", "from", "to"],
      rows: unread.map(({ what, why, from, to }) => [
        what,
        why,
        formatMs(from),
        to === null ? "the end" : formatMs(to),
      ]),
    },
  ];
}
