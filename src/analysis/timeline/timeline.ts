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
  const uncounted = new Set(journal.events.flatMap((event) => (isUncounted(event) ? [event.lane] : [])));
  const watches = (lanes?.watches ?? []).map((lane): WatchTrack => {
    return { lane, arrivals: [], uncounted: uncounted.has(lane.index) };
  });
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
    all.sort(inOrder);
    return { lane, all, samples: all.some(isExtra) ? all.filter((sample) => !isExtra(sample)) : all };
  });
  return { tracks, strays };
}

/** By start; where the journal's resolution leaves several with the same, no row's place in it decides. */
function inOrder(a: Sample, b: Sample): number {
  return a.started - b.started || a.scheduled - b.scheduled || a.ended - b.ended || compareTexts(tieOf(a), tieOf(b));
}

function tieOf({ number, outcome, error, connection, backend, revision, detail }: Sample): string {
  return [number, outcome, error, connection, backend, revision, detail].join(" ");
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isUncounted(event: JournalEvent): event is EventOf<"watch"> {
  return event.type === "watch" && event.first === undefined;
}

/**
 * Gives every arrival to its watch, with its number and in the order of the stream, which is that of the journal where
 * nobody counted; returns how many cannot be given.
 */
function distributeArrivals(events: readonly JournalEvent[], watches: readonly WatchTrack[]): number {
  const byIndex = new Map(watches.map(({ lane, arrivals }) => [lane.index, arrivals as WatchArrival[]]));
  let strays = 0;
  for (const event of events) {
    if (event.type !== "watch") continue;
    const arrivals = byIndex.get(event.lane);
    const first = event.first ?? (arrivals?.at(-1)?.number ?? -1) + 1;
    for (const [index, row] of event.arrivals.entries()) {
      const arrival = fromWatchRow(row);
      if (arrivals === undefined || arrival === undefined) strays += 1;
      else arrivals.push({ ...arrival, number: first + index });
    }
  }
  // Rows that were journaled in another order are put back into that of their stream.
  for (const arrivals of byIndex.values()) arrivals.sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
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
    ...after("struckAt", injecting?.at, proofs[0]?.struckMs),
    activeAt: proofs.find((event) => event.evidence.proven)?.at,
    healingAt: healing?.at,
    ...after("undoneAt", healing?.at, healed?.undoneMs),
    healedAt: healed?.at,
    steadyAt: steadyAgain(intent.id, events),
    active: active?.evidence,
    healed: healed?.evidence,
  };
}

/** The moment that long after another, by its name; nothing where either is not told. */
function after(
  name: "struckAt" | "undoneAt",
  from: number | undefined,
  ms: number | undefined,
): Pick<FaultRecord, "struckAt" | "undoneAt"> {
  return from === undefined || ms === undefined ? {} : { [name]: from + ms };
}

/** When all held again that held before the run: a look that left something out, or found nothing, does not count. */
function steadyAgain(faultId: string, events: readonly JournalEvent[]): number | undefined {
  const looks = eventsOf(events, "steady-state");
  const wanted = looks.findLast(({ when }) => when === "before")?.checks.map(({ name }) => name) ?? [];
  const isWhole = ({ ok, checks }: EventOf<"steady-state">) =>
    ok &&
    checks.length > 0 &&
    checks.every((check) => check.ok) &&
    wanted.every((name) => checks.some((check) => check.name === name));
  return looks.find((look) => look.when === "after" && look.faultId === faultId && isWhole(look))?.at;
}

function lastMoment(journal: Journal): number {
  let last = 0;
  for (const event of journal.events) last = Math.max(last, event.at);
  for (const sample of journal.samples) last = Math.max(last, sample.ended);
  return last;
}
