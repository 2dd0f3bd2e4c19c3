import { formatMs } from "../../model/duration.ts";
import type { Lane } from "../../model/lane.ts";
import type { Sample } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import { asksWorkload } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import { outagesIn } from "../outages/figures.ts";
import { longestOutage } from "../outages/outages.ts";
import { counted, describeBounds, describeCounts, listing, percent } from "../statistics/format.ts";
import { countWords } from "../statistics/statistics.ts";
import { backendBefore, backendOf } from "../timeline/backends.ts";
import { type Stretch, samplesIn, wholeRun } from "../timeline/stretches.ts";
import { identityFindings } from "./trust-errors.ts";

/** Operations whose answers need etcd's agreement. */
const needsQuorum = ["quorum-read", "write"];

/** The attempts of some lanes in one stretch. */
interface Group {
  readonly tracks: readonly LaneTrack[];
  readonly attempts: number;
  readonly failures: readonly Sample[];
}

/** What the lanes together say about where it went wrong, in plain words: load balancer, API server, etcd or client. */
export function findingsOf(facts: Facts): string[] {
  const stretches = facts.stretches().filter((stretch) => stretch.fault?.id === stretch.name);
  if (stretches.length > 0) return stretches.flatMap((stretch) => findingsIn(stretch, facts));
  const whole = facts.stretch(wholeRun);
  return whole === undefined ? [] : findingsIn(whole, facts);
}

function findingsIn(stretch: Stretch, facts: Facts): string[] {
  const { tracks } = facts;
  const through = tracks.filter(({ lane }) => isShared(lane.via));
  const findings = [
    ...identityFindings(tracks, stretch),
    ...directFindings(
      tracks.filter(({ lane }) => !isShared(lane.via)),
      stretch,
    ),
    ...loadBalancerFindings(through, stretch, facts),
    ...quorumFindings(through, stretch, facts),
    ...pinnedFindings(through, stretch, facts),
  ];
  const during = stretch.fault === undefined ? "In this run" : `${stretch.name}`;
  if (findings.length === 0) return [`${during}: no attempt failed on any lane.`];
  return findings.map((finding) => `${during}: ${finding}`);
}

/** Whether a way leads to several API servers: a load balancer, or whatever a kubeconfig's server may be. */
function isShared(via: string): boolean {
  return via === "lb" || via === "server";
}

/** How a lane that is no one's shared way goes, in words that follow "failed". */
function wayOf({ via, operation }: Lane): string {
  if (via === "in-cluster") return " from inside the cluster";
  return asksWorkload(operation) ? " through that node" : " directly";
}

function directFindings(tracks: readonly LaneTrack[], stretch: Stretch): string[] {
  const failing: string[] = [];
  const fine = new Set<string>();
  for (const track of tracks) {
    const group = groupOf([track], stretch);
    if (group.attempts === 0) continue;
    if (group.failures.length > 0)
      failing.push(`${track.lane.id} failed${wayOf(track.lane)}: ${describeGroup(group, stretch)}.`);
    else fine.add(track.lane.id);
  }
  if (failing.length === 0 || fine.size === 0) return failing;
  return [...failing, `these always answered: ${listing([...fine], 8)}.`];
}

function loadBalancerFindings(tracks: readonly LaneTrack[], stretch: Stretch, facts: Facts): string[] {
  const of = (connection: string) =>
    groupOf(
      tracks.filter(({ lane }) => lane.connection === connection),
      stretch,
    );
  const kinds = [["new", of("new")] as const, ["reused", of("reused")] as const, ["HTTP/2", of("http2")] as const];
  if (kinds.every(([, group]) => group.failures.length === 0)) return [];
  const met = (group: Group) => describeCounts(countWords(group.failures.map((s) => backendOf(s, facts.backends))));
  const sentence = (kind: string, group: Group) =>
    group.failures.length === 0
      ? `no ${kind} connection failed`
      : `of ${kind} connections ${percent(group.failures.length, group.attempts)} failed, ${describeGroup(group, stretch)}; ` +
        `control planes that the failed attempts met: ${met(group)}`;
  const way = facts.server === undefined ? "the load balancer" : facts.server.url;
  const present = kinds.filter(([, group]) => group.attempts > 0);
  return [`through ${way}, ${present.map(([kind, group]) => sentence(kind, group)).join("; ")}.`];
}

function quorumFindings(tracks: readonly LaneTrack[], stretch: Stretch, facts: Facts): string[] {
  const longest = (wanted: boolean) =>
    longestOutage(
      tracks
        .filter(({ lane }) => needsQuorum.includes(lane.operation) === wanted)
        .flatMap((track) => outagesIn(facts.outagesOf(track), stretch)),
    );
  const quorum = longest(true);
  const cached = longest(false);
  if (!tracks.some(({ lane }) => lane.operation === "cached-read")) return [];
  // A few failed attempts in a row say nothing about etcd: they may all have met the same dead API server.
  if (quorum === undefined || quorum.atLeastMs < 500 || quorum.atLeastMs < 2 * (cached?.atLeastMs ?? 0)) return [];
  const others = cached === undefined ? "cached reads went on" : `cached reads were out ${bounds(cached)} at most`;
  return [
    `reads and writes that need etcd's quorum had no answer in time for ${bounds(quorum)}, while ${others}: ` +
      "that is etcd without a leader, not the API servers.",
  ];
}

function pinnedFindings(tracks: readonly LaneTrack[], stretch: Stretch, facts: Facts): string[] {
  const { fault } = stretch;
  if (fault === undefined) return [];
  return tracks.flatMap((track) => {
    const backend = backendBefore(track, stretch.from, facts.backends);
    if (track.lane.connection !== "reused" || backend === undefined || !fault.nodes.includes(backend)) return [];
    const group = groupOf([track], stretch);
    const told = group.failures.length === 0 ? "noticed nothing" : describeGroup(group, stretch);
    return [`${track.lane.id} was connected to ${backend}, which the fault hit: ${told}.`];
  });
}

function groupOf(tracks: readonly LaneTrack[], stretch: Stretch): Group {
  const samples = tracks.flatMap((track) => samplesIn(track.samples, stretch));
  return { tracks, attempts: samples.length, failures: samples.filter((sample) => sample.outcome !== "ok") };
}

function describeGroup({ attempts, failures }: Group, stretch: Stretch): string {
  const starts = failures.map((sample) => sample.started - stretch.from);
  const first = Math.max(
    0,
    starts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  );
  const last = Math.max(
    0,
    starts.reduce((a, b) => Math.max(a, b), 0),
  );
  const errors = describeCounts(countWords(failures.map((sample) => sample.error ?? sample.outcome)));
  const since = stretch.fault === undefined ? "after the run's start" : "after the injection";
  return `${failures.length} of ${counted(attempts, "attempt")} (${errors}), ${formatMs(first)} to ${formatMs(last)} ${since}`;
}

function bounds(outage: { atLeastMs: number; atMostMs: number | null }): string {
  return describeBounds([outage.atLeastMs, outage.atMostMs]);
}
