import { counted, describeBounds } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { Report } from "../../model/report.ts";
import type { Between, NodeStretch, ServerVersions } from "../../model/upgrade-report.ts";

type Upgrade = NonNullable<Report["upgrade"]>;

/** Lanes of one node that are named in a cell; the rest is counted, report.json has all. */
const mostLanes = 3;

/** A moment between two looks: "1 min 2 s to 1 min 4 s", "before 2 s". */
export function describeBetween([notBefore, notAfter]: Between): string {
  return notBefore === null ? `before ${formatMs(notAfter)}` : `${formatMs(notBefore)} to ${formatMs(notAfter)}`;
}

/** The same where it may not have come. */
export function describeEnd(end: Between | null, open: string): string {
  return end === null ? open : describeBetween(end);
}

/** When a node was whole again: "not yet"; one that is gone never is: "gone since 20 s to 22 s". */
export function describeWhole({ to, end }: Pick<NodeStretch, "to" | "end">): string {
  if (end === null) return "not yet";
  return to === null ? `gone since ${describeBetween(end)}` : describeBetween(end);
}

/** The versions of a node's kubelet before and after: "v1.36.4 → v1.37.0", "v1.36.4, as before", "joined: v1.37.0". */
export function describeVersions({ from, to }: Pick<NodeStretch, "from" | "to">): string {
  if (from === null) return to === null ? "came and went" : `joined: ${told(to)}`;
  if (to === null) return `${told(from)}, gone`;
  return from === to ? `${told(to)}, as before` : `${told(from)} → ${told(to)}`;
}

function told(version: string): string {
  return version === "" ? "no version told" : version;
}

/** What was seen of a node, with who else was worked on meanwhile. */
export function describeSigns({ signs, components, sameTime, asFound }: NodeStretch): string {
  const images = components.map(({ name, from, to }) => `${name} ${from ?? "not there"} → ${to ?? "not there"}`);
  // A version that came and stayed is told once.
  const others = signs.filter((sign) => !/^\S+ from \S+ to \S+$/.test(sign));
  const found = asFound ? ["was so when it was first looked at"] : [];
  return [...others, ...images, ...found, ...describeSameTime(sameTime)].join("; ");
}

function describeSameTime({ count, names }: NodeStretch["sameTime"]): string[] {
  if (count === 0) return [];
  const more = count - names.length;
  return [`at the same time as ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`];
}

/** What clients went without while a node was worked on, the longest outage first. */
export function describeClients({
  clients,
  attempts,
  asFound,
}: Pick<NodeStretch, "clients" | "attempts" | "asFound">): string {
  if (asFound) return "not asked: it was so before";
  if (attempts === 0 && clients.length === 0) return "not known: no attempt was made";
  if (clients.length === 0) return "nothing: no attempt failed";
  const worst = clients.toSorted((a, b) => least(b) - least(a));
  const lanes = worst.slice(0, mostLanes).map(({ lane, longestOutage, failed, attempts }) => {
    const out =
      longestOutage === null ? "" : ` out ${describeBounds([longestOutage.atLeastMs, longestOutage.atMostMs])},`;
    return `${lane}:${out} ${failed} of ${counted(attempts, "attempt")} failed`;
  });
  const more = worst.length - mostLanes;
  return [...lanes, ...(more > 0 ? [`${counted(more, "other lane")}`] : [])].join("; ");
}

function least({ longestOutage }: NodeStretch["clients"][number]): number {
  return longestOutage?.atLeastMs ?? -1;
}

/** The versions of an API server one after the other: "v1.36.4; v1.37.0 from 2 min 1 s to 2 min 6 s". */
export function describeServer({ versions }: Pick<ServerVersions, "versions">): string {
  return versions
    .map(({ version, from }) => `${version ?? "gone"}${from[0] === null ? "" : ` since ${describeBetween(from)}`}`)
    .join("; ");
}

/** How often was looked, and that what is between two looks was not seen. */
export function describeLooks({ looks }: Pick<Upgrade, "looks">): string {
  if (looks.length === 0) return "How often was looked is not known: the run did not come to its end.";
  const names = { nodes: "nodes", "api-servers": "API servers", hindrances: "what stands against the next step" };
  const words = looks.map(({ part, looks: count, failed, longestMs }) => {
    const bad = failed === 0 ? "" : `, ${failed} of them could read nothing`;
    return `${names[part]} ${count} times${bad} (at most ${formatMs(longestMs)} apart)`;
  });
  return `Looked at: ${words.join("; ")}. What came and went between two looks was not seen.`;
}

/** Whether the versions were always as near to each other as Kubernetes supports, as far as they were read. */
export function describeSkew({ skew, apiServers }: Pick<Upgrade, "skew" | "apiServers">): string {
  if (skew.length > 0) return `${counted(skew.length, "time")} versions were further apart than Kubernetes supports.`;
  if (apiServers.length === 0) return "Version skew is not known: no API server's version was read.";
  return "Versions were always as near to each other as Kubernetes supports, as far as they were read.";
}

/** How an API server's version is known. */
export const sources = { asked: "its own word", image: "its static pod's image" } as const;
