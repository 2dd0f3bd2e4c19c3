import type { Cluster } from "../../model/cluster.ts";
import { UsageError } from "../../model/errors.ts";
import type { EventOf, JournalEvent } from "../../model/event.ts";
import type { Journal } from "../../model/journal.ts";
import type { Lane } from "../../model/lane.ts";
import { isExtra, type Sample } from "../../model/sample.ts";
import type { FaultRecord, LaneTrack, Timeline, WatchTrack } from "../../model/timeline.ts";
import { fromWatchRow, type WatchArrival } from "../../model/watch.ts";

/** Puts a journal in order; throws UsageError where it does not say which run it is of. */
export function buildTimeline(journal: Journal): Timeline {
  const events = journal.events.filter(({ type }) => type !== "watch").toSorted((a, b) => a.at - b.at);
  const start = eventsOf(events, "run-start")[0];
  if (start === undefined) throw new UsageError("The journal has no readable run-start: nothing says what was run");
  const lanes = eventsOf(events, "lanes").at(-1);
  const cluster = eventsOf(events, "cluster").at(-1)?.cluster;
  const { tracks, strays: ownerless } = distribute(journal.samples, lanes?.lanes ?? []);
  const watches = (lanes?.watches ?? []).map((lane): WatchTrack => ({ lane, arrivals: [] }));
  const strays = ownerless + distributeArrivals(journal.events, watches);
  return {
    start,
    cluster,
    server: eventsOf(events, "server").at(-1)?.server,
    settings: eventsOf(events, "settings").at(-1)?.settings,
    tracks,
    watches,
    backends: (lanes?.backends ?? []).map((name) => shortName(cluster, name)),
    faults: eventsOf(events, "fault-intent").map((intent) => faultRecord(intent, events, cluster)),
    events,
    endedAt: lastMoment(journal),
    end: eventsOf(events, "run-end").at(-1)?.reason ?? "cut",
    damaged: journal.damaged + strays,
    damage: journal.damage,
  };
}

/** The events of one type, in their order. */
export function eventsOf<Type extends JournalEvent["type"]>(
  events: readonly JournalEvent[],
  type: Type,
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

/** A node's name without its cluster's, whichever of the two is given. */
export function shortName(cluster: Cluster | undefined, name: string): string {
  return cluster?.nodes.find((node) => node.name === name)?.short ?? name;
}

/** Gives every sample to its lane, in the order of start; says how many belong to no lane. */
function distribute(samples: readonly Sample[], lanes: readonly Lane[]): { tracks: LaneTrack[]; strays: number } {
  const byIndex = new Map(lanes.map((lane): [number, Sample[]] => [lane.index, []]));
  let strays = 0;
  for (const sample of samples) {
    const own = byIndex.get(sample.lane);
    if (own === undefined) strays += 1;
    else own.push(sample);
  }
  const tracks = lanes.map((lane): LaneTrack => {
    const all = byIndex.get(lane.index) ?? [];
    all.sort((a, b) => a.started - b.started || a.scheduled - b.scheduled);
    return { lane, all, samples: all.some(isExtra) ? all.filter((sample) => !isExtra(sample)) : all };
  });
  return { tracks, strays };
}

/**
 * Gives every arrival to its watch, in the order of the journal, which is that of the stream; returns how many cannot
 * be given.
 */
function distributeArrivals(events: readonly JournalEvent[], watches: readonly WatchTrack[]): number {
  const byIndex = new Map(watches.map(({ lane, arrivals }) => [lane.index, arrivals as WatchArrival[]]));
  let strays = 0;
  for (const event of events) {
    if (event.type !== "watch") continue;
    const arrivals = byIndex.get(event.lane);
    for (const row of event.arrivals) {
      const arrival = fromWatchRow(row);
      if (arrivals === undefined || arrival === undefined) strays += 1;
      else arrivals.push(arrival);
    }
  }
  return strays;
}

function faultRecord(intent: EventOf<"fault-intent">, events: readonly JournalEvent[], cluster?: Cluster): FaultRecord {
  const injecting = eventsOf(events, "fault-injecting").find((event) => event.id === intent.id);
  // A fault is proven where it begins, and again before it is healed: each proof must hold.
  const proofs = eventsOf(events, "fault-active").filter((event) => event.id === intent.id);
  const active = proofs.find((event) => !event.evidence.proven) ?? proofs[0];
  const healing = eventsOf(events, "fault-healing").find((event) => event.id === intent.id);
  const healed = eventsOf(events, "fault-healed").find((event) => event.id === intent.id);
  return {
    id: intent.id,
    fault: intent.fault,
    description: intent.description,
    target: intent.target,
    nodes: intent.nodes.map((node) => shortName(cluster, node)),
    sustained: intent.sustained,
    injectingAt: injecting?.at,
    activeAt: proofs.find((event) => event.evidence.proven)?.at,
    healingAt: healing?.at,
    healedAt: healed?.at,
    steadyAt: eventsOf(events, "steady-state").find(
      (event) => event.when === "after" && event.faultId === intent.id && event.ok,
    )?.at,
    active: active?.evidence,
    healed: healed?.evidence,
  };
}

function lastMoment(journal: Journal): number {
  let last = 0;
  for (const event of journal.events) last = Math.max(last, event.at);
  for (const sample of journal.samples) last = Math.max(last, sample.ended);
  return last;
}
