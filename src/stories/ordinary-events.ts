import { type EventOf, type JournalEvent, journalVersion } from "../model/event.ts";
import type { Lane, WatchLane } from "../model/lane.ts";
import type { PlanStep } from "../model/run-plan.ts";
import { toWatchRow, type WatchArrival } from "../model/watch.ts";
import type { Story, StoryFault } from "./story.ts";
import { storyBackends, storyCluster, storySettings } from "./story-cluster.ts";

/** The events of a run in which nothing goes wrong, with the story's fault. */
export function ordinaryEvents(lanes: readonly Lane[], story: Story): JournalEvent[] {
  const probedMs = story.durationMs ?? 12_000;
  const end = probedMs + 50;
  const steady = { type: "steady-state" as const, ok: true, checks: [{ name: "nodes", ok: true, detail: "6 Ready" }] };
  const seconds = Array.from({ length: Math.floor(end / 1_000) }, (_, second) => second * 1_000 + 900);
  return [
    runStart(story, [...lanes, ...(watchLanes(lanes, story).watches ?? [])]),
    { type: "cluster", at: 0, cluster: storyCluster, reused: false },
    { type: "settings", at: 0, settings: storySettings },
    { ...steady, at: 0, when: "before" },
    { type: "lanes", at: 0, lanes: [...lanes], backends: storyBackends, ...watchLanes(lanes, story) },
    { type: "probing-begin", at: 0, leadMs: 0 },
    ...seconds.map(prober),
    ...(story.fault === undefined ? [] : faultEvents(story.fault, steady)),
    { ...steady, at: probedMs, when: "end" },
    { type: "probing-end", at: probedMs },
    { type: "run-end", at: end, reason: "completed" },
  ];
}

function watchLanes(lanes: readonly Lane[], story: Story): { watches?: WatchLane[] } {
  const observers = Object.keys(story.observer ?? {});
  if (story.watch === undefined && observers.length === 0) return {};
  const path = { via: "lb", connection: "reused" as const, host: "127.0.0.1", port: 6443 };
  const operations = [...(story.watch === undefined ? [] : ["watch"]), ...observers];
  return {
    watches: operations.map((operation, number) => {
      const index = lanes.length + number;
      return { index, id: `${operation}/api/reused`, operation, seed: 1, idleMs: 10_000, ...path };
    }),
  };
}

/** What arrives on a lane that listens, in batches as the probing process tells it. */
export function watchEvents(arrivals: readonly WatchArrival[], lane: number): JournalEvent[] {
  const batches = Map.groupBy(arrivals, ({ at }) => Math.ceil(at / 100) * 100);
  let told = 0;
  return [...batches].map(([at, batch]) => {
    const first = told;
    told += batch.length;
    return { type: "watch", at, lane, first, arrivals: batch.map(toWatchRow) };
  });
}

function runStart(story: Story, lanes: readonly { readonly id: string }[]): EventOf<"run-start"> {
  return {
    type: "run-start",
    at: 0,
    version: journalVersion,
    run: "story-20261123T110000Z",
    scenario: "story",
    summary: "A run made up for a test.",
    startedAt: "2026-11-23T11:00:00.000Z",
    seed: story.seed ?? 1,
    harness: "0.1.0",
    node: "v24.0.0",
    host: { cpus: 2 },
    steps:
      story.fault === undefined
        ? ["hold 12s: nothing is broken"]
        : ["hold 4s: warm-up before the first fault", `${story.fault.id}: process-kill etcd`],
    lanes: lanes.map(({ id }) => id),
    plan: planOfStory(story),
    guarantees: story.guarantees.map((spec) => ({ ...spec, params: { ...spec.params } })),
  };
}

/** The steps of which a story tells: its faults, each with the work in it and the recovery after it, and other work. */
function planOfStory({ fault, events = [] }: Story): PlanStep[] {
  const own = fault === undefined ? [] : faultEvents(fault, { type: "steady-state", ok: true, checks: [] });
  const told = [...own, ...events].toSorted((a, b) => a.at - b.at);
  const work = told.filter(({ type }) => type === "procedure") as EventOf<"procedure">[];
  const within = ({ at }: { at: number }, id: string) => {
    const moment = (type: string) => told.find((event) => event.type === type && "id" in event && event.id === id)?.at;
    return at >= (moment("fault-injecting") ?? at + 1) && at < (moment("fault-healing") ?? at);
  };
  const faults = told.filter(({ type }) => type === "fault-intent") as EventOf<"fault-intent">[];
  return told.flatMap((event): PlanStep[] => {
    if (event.type === "procedure" && !faults.some(({ id }) => within(event, id)))
      return [{ do: "perform", id: event.id, procedure: event.procedure }];
    if (event.type !== "fault-intent") return [];
    const { id, fault: kind, sustained } = event;
    const meanwhile = work.filter((one) => within(one, id)).map((one) => ({ id: one.id, procedure: one.procedure }));
    const forMs = sustained ? heldMs(told, id) : 0;
    const inject: PlanStep = { do: "inject", id, fault: kind, sustained, forMs, while: meanwhile };
    const back = told.some((other) => other.type === "steady-state" && other.faultId === id);
    return back ? [inject, { do: "recover", withinMs: 60_000 }] : [inject];
  });
}

/** For how long a fault was held, from its first proof to its last. */
function heldMs(events: readonly JournalEvent[], fault: string): number {
  const proofs = events.filter(({ type, ...event }) => type === "fault-active" && "id" in event && event.id === fault);
  return (proofs.at(-1)?.at ?? 0) - (proofs[0]?.at ?? 0);
}

/** What the prober says of itself: no two readings in a row are alike. */
function prober(at: number): JournalEvent {
  const figures = {
    loopDelayP99Ms: 11.2,
    loopDelayMaxMs: 14 + (at % 7_000) / 10_000,
    cpuShare: 0.09,
    lateStarts: 0,
    dropped: 0,
    memoryMb: 92,
    selfProbeFailures: 0,
  };
  return { type: "prober-health", at, ...figures };
}

function faultEvents(fault: StoryFault, steady: Omit<EventOf<"steady-state">, "at" | "when">): JournalEvent[] {
  const { id } = fault;
  const sustained = fault.healingAt !== undefined;
  const evidence = { proven: fault.proven ?? true, detail: "etcd is gone: its process is not there" };
  return [
    {
      type: "fault-intent",
      at: fault.injectingAt - 1,
      id,
      fault: sustained ? "component-stop" : "process-kill",
      description: sustained ? "etcd stopped and held down" : "etcd killed with SIGKILL",
      target: "an etcd member",
      nodes: ["control-plane2"],
      sustained,
      inject: [{ do: "exec", node: "kc-story-control-plane2", argv: ["kill", "-9", "42"] }],
      undo: [],
    },
    { type: "fault-injecting", at: fault.injectingAt, id },
    { type: "fault-active", at: fault.activeAt, id, evidence },
    ...(fault.healingAt === undefined
      ? []
      : [
          { type: "fault-active" as const, at: fault.healingAt - 1, id, evidence },
          { type: "fault-healing" as const, at: fault.healingAt, id },
        ]),
    { type: "fault-healed", at: fault.healedAt, id, evidence: { proven: true, detail: "etcd answers again" } },
    ...(fault.steadyAt === undefined ? [] : [{ ...steady, at: fault.steadyAt, when: "after" as const, faultId: id }]),
  ];
}
