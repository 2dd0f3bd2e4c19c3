import { describeBounds, describeCounts } from "../../analysis/statistics/format.ts";
import type { Report } from "../../model/report.ts";
import type { ReporterInput } from "../../model/reporter.ts";
import type { LaneSeries, Series } from "../../model/series.ts";
import { type Counter, latencyCounter, troubleCounter } from "./trace-counters.ts";

/** Something that lasted, for a picture over time; milliseconds since the run's start. */
export interface Span {
  readonly kind:
    | "stretch"
    | "mark"
    | "unobserved"
    | "disturbance"
    | "fault"
    | "phase"
    | "outage"
    | "degradation"
    | "silence";
  readonly name: string;
  readonly from: number;
  /** null: still open at the end of the run. */
  readonly to: number | null;
  readonly details: Readonly<Record<string, string | number | null>>;
}

/** Spans of one thing. They may overlap. */
interface Track {
  readonly name: string;
  readonly spans: readonly Span[];
}

/** Tracks that belong together, and what is counted beside them. */
export interface TraceGroup {
  readonly name: string;
  readonly tracks: readonly Track[];
  readonly counters: readonly Counter[];
}

/** What a run shows over time, as groups of tracks from the outside in: run, faults, failovers, lanes, watches. */
export function traceGroups({ report, series }: ReporterInput): TraceGroup[] {
  return [
    { name: "Run", tracks: runTracks(report), counters: [] },
    { name: "Faults", tracks: report.faults.map(faultTrack), counters: [] },
    ...failoverGroups(report),
    ...series.lanes.map((lane) => laneGroup(lane, series)),
    { name: "Watches", tracks: watchTracks(report), counters: [] },
  ].filter(({ tracks, counters }) => tracks.length + counters.length > 0);
}

function runTracks({ stretches, verdicts, unobserved, prober }: Report): Track[] {
  const tracks: Track[] = [
    {
      name: "stretches",
      spans: stretches.map(({ name, from, to }) => ({ kind: "stretch", name, from, to, details: {} })),
    },
    ...verdicts.map(({ id, outcome, marks }) => ({
      name: `${outcome}: ${id}`,
      spans: marks.map(({ from, to = null, text }): Span => ({ kind: "mark", name: text, from, to, details: {} })),
    })),
    {
      name: "nobody looked",
      spans: unobserved.map(({ lane, from, to, reason }) => {
        const name = `${lane ?? "all lanes"}: ${reason}`;
        return { kind: "unobserved", name, from, to, details: {} };
      }),
    },
    {
      name: "prober beyond its limits",
      spans: prober.disturbances.map(({ from, to, reason }) => ({
        kind: "disturbance",
        name: reason,
        from,
        to,
        details: {},
      })),
    },
  ];
  return tracks.filter(({ spans }) => spans.length > 0);
}

/** A fault from moment to moment: each lasts until the next one that was seen. */
function faultTrack(fault: Report["faults"][number]): Track {
  const details = { fault: fault.fault, target: fault.target, nodes: fault.nodes.join(", ") };
  const moments = [
    { at: fault.injectingAt, name: "being injected", said: undefined },
    { at: fault.activeAt, name: "active", said: fault.active },
    { at: fault.healingAt, name: "healing", said: undefined },
    { at: fault.healedAt, name: "healed, not steady yet", said: fault.healed },
    { at: fault.steadyAt, name: "steady", said: undefined },
  ].flatMap(({ at, ...rest }) => (at === undefined ? [] : [{ at, ...rest }]));
  const spans = moments.flatMap(({ at, name, said }, index): Span[] => {
    if (name === "steady") return [];
    const evidence = said === undefined ? {} : { evidence: `${said.proven ? "" : "not proven: "}${said.detail}` };
    return [
      { kind: "fault", name, from: at, to: moments[index + 1]?.at ?? null, details: { ...details, ...evidence } },
    ];
  });
  return { name: `${fault.id}: ${fault.description}`, spans };
}

/** Each phase was over somewhere between its bounds. */
function failoverGroups({ failovers, faults }: Report): TraceGroup[] {
  return failovers.flatMap(({ faultId, phases }) => {
    const at = faults.find(({ id }) => id === faultId)?.injectingAt;
    if (at === undefined) return [];
    const tracks = phases.map(({ phase, measuredMs: [least, most], state, summary, expectedSource }) => {
      const name = describeBounds([least, most]);
      const to = most === null ? null : at + most;
      const details = { state, summary, expected: expectedSource };
      return { name: phase, spans: [{ kind: "phase" as const, name, from: at + least, to, details }] };
    });
    return [{ name: `Failover after ${faultId}`, tracks, counters: [] }];
  });
}

function laneGroup(lane: LaneSeries, series: Series): TraceGroup {
  const outages = lane.outages.map(({ from, to, atLeastMs, atMostMs, attempts, errors }): Span => {
    const name = `out ${describeBounds([atLeastMs, atMostMs])}: ${describeCounts(errors)}`;
    return {
      kind: "outage",
      name,
      from,
      to,
      details: { atLeastMs, atMostMs, attempts, errors: describeCounts(errors) },
    };
  });
  const degradations = lane.degradations.map(({ from, to, failed, attempts, errors, backends }): Span => {
    const name = `degraded: ${failed} of ${attempts} failed`;
    const details = { failed, attempts, errors: describeCounts(errors), backends: describeCounts(backends) };
    return { kind: "degradation", name, from, to, details };
  });
  const tracks = [
    { name: "outages", spans: outages },
    { name: "degradations", spans: degradations },
  ].filter(({ spans }) => spans.length > 0);
  return { name: lane.lane, tracks, counters: [latencyCounter(lane, series), troubleCounter(lane, series)] };
}

function watchTracks({ watches }: Report): Track[] {
  return watches.flatMap(({ lane, longestSilence: silence }) => {
    if (silence === null) return [];
    const { from, to, atLeastMs, atMostMs, reasons } = silence;
    const name = `silent ${describeBounds([atLeastMs, atMostMs])}`;
    const details = { atLeastMs, atMostMs, reasons: reasons.join(", ") };
    return [{ name: lane, spans: [{ kind: "silence" as const, name, from, to, details }] }];
  });
}
