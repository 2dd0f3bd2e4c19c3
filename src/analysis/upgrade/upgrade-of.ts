import {
  type Hindrance,
  hindranceId,
  type NodeLook,
  type ServerLook,
  type UpgradePart,
} from "../../model/upgrade-look.ts";
import type { UpgradeReport } from "../../model/upgrade-report.ts";
import type { Facts } from "../facts/facts.ts";
import { clientsDuring } from "./clients.ts";
import { historiesOf, type Kind, type Looks } from "./histories.ts";
import { nodeStretches } from "./node-stretches.ts";
import { serverVersions } from "./server-versions.ts";
import { skewBreaches } from "./skew.ts";
import { standingTimes, unreadTimes } from "./standing-times.ts";

const nodeKind: Kind<NodeLook> = { part: "nodes", rows: ({ nodes }) => nodes, idOf: ({ node }) => node };
const serverKind: Kind<ServerLook> = {
  part: "api-servers",
  rows: ({ servers }) => servers,
  idOf: ({ server }) => server,
  mayHide: true,
};
const hindranceKind: Kind<Hindrance> = {
  part: "hindrances",
  rows: ({ hindrances }) => hindrances,
  idOf: hindranceId,
  mayHide: true,
};

/** What was seen of an upgrade that somebody else made; undefined where nobody was asked to look. */
export function upgradeOf(facts: Pick<Facts, "eventsOf" | "tracks" | "outagesOf">): UpgradeReport | undefined {
  const looks = facts.eventsOf("upgrade-look");
  const counts = facts.eventsOf("upgrade-looked").at(-1)?.parts ?? [];
  if (looks.length === 0 && counts.length === 0) return undefined;
  const nodes = historiesOf(looks, nodeKind);
  const servers = serverVersions(historiesOf(looks, serverKind), nodes);
  const lastAt = (part: UpgradePart) => counts.find((one) => one.part === part)?.lastAt ?? lastRead(looks, part);
  const nodesUntil = lastAt("nodes");
  // Where all versions are those of images, nodes are all that there is to look at.
  const isAsked = servers.some(({ source }) => source === "asked");
  const allUntil = isAsked ? Math.min(nodesUntil, lastAt("api-servers")) : nodesUntil;
  const stretches = nodeStretches(nodes, nodesUntil);
  return {
    looks: counts.map(({ part, looks: count, failed, longestMs }) => ({ part, looks: count, failed, longestMs })),
    nodes: stretches.map((stretch) => ({ ...stretch, ...clientsDuring(stretch, facts) })),
    apiServers: servers.map(({ told: _, ...row }) => row),
    skew: skewBreaches(servers, nodes, allUntil),
    standing: standingTimes(historiesOf(looks, hindranceKind)),
    unread: unreadTimes(looks),
  };
}

/** When a part was last looked at as far as the journal of a run that died tells. */
function lastRead(looks: Looks, wanted: UpgradePart): number {
  const own = looks.filter(({ part }) => part === wanted);
  const read = own.findLast(({ nodes, servers, gone }) => (nodes ?? servers ?? gone) !== undefined);
  return Math.max(read?.askedAt ?? 0, own.at(-1)?.previousAt ?? 0);
}
