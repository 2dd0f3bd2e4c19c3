import type { JournalEvent } from "../model/event.ts";
import type { Journal } from "../model/journal.ts";
import type { Lane } from "../model/lane.ts";
import { createRandom } from "../model/random.ts";
import type { Sample } from "../model/sample.ts";
import { ordinaryEvents, watchEvents } from "./ordinary-events.ts";
import type { Story } from "./story.ts";
import { storyBackends } from "./story-cluster.ts";

/** The journal of a made-up run, with random phases and latencies from the story's seed. */
export function buildJournal(story: Story): Journal {
  const lanes = story.lanes.map((id, index) => makeLane(id, index, story.lanes.length, story.hz ?? 10));
  const samples = lanes.flatMap((lane) => laneSamples(lane, story)).toSorted((a, b) => a.ended - b.ended);
  const events = ordinaryEvents(lanes, story).flatMap((event) =>
    story.change === undefined ? [event] : (story.change(event) ?? []),
  );
  const rounded = samples.map(recorded);
  const watched = [
    ...(story.watch === undefined ? [] : watchEvents(story.watch(rounded), lanes.length)),
    ...Object.values(story.observer ?? {}).flatMap((states, index) =>
      watchEvents(
        // A write has the revision of its number; what changes between two of them has one between theirs.
        states.map(([at, object]) => ({
          at,
          kind: "event" as const,
          revision: 1_000 + at / 100 + index / 1_000,
          object,
        })),
        lanes.length + (story.watch === undefined ? 0 : 1) + index,
      ),
    ),
  ];
  return {
    events: endLast([...events, ...watched, ...(story.events ?? [])].toSorted(byTime), rounded.at(-1)?.ended ?? 0),
    samples: rounded,
    damaged: 0,
    damage: [],
    torn: false,
  };
}

/** A run ends when its last attempt has ended, and nothing is told after that. */
function endLast(events: readonly JournalEvent[], attemptedUntil: number): JournalEvent[] {
  const isEnd = ({ type }: JournalEvent) => type === "run-end";
  const at = Math.max(attemptedUntil, ...events.slice(-1).map((event) => event.at));
  const others = events.filter((event) => !isEnd(event));
  return [...others, ...events.filter(isEnd).map((event) => ({ ...event, at: Math.max(event.at, at) }))];
}

function makeLane(id: string, index: number, count: number, hz: number): Lane {
  const [operation = "", via = "", connection = ""] = id.split("/");
  const periodMs = 1_000 / hz;
  return {
    index,
    id,
    operation,
    via: via === "api" ? "lb" : via,
    connection: connection === "reused" ? "reused" : "new",
    periodMs,
    offsetMs: (index / count) * periodMs,
    seed: index + 1,
    deadlineMs: 10_000,
    host: "127.0.0.1",
    port: 6443,
  };
}

function laneSamples(lane: Lane, story: Story): Sample[] {
  const random = createRandom((story.seed ?? 1) * 1_000 + lane.index);
  const attempts = Math.floor((story.durationMs ?? 12_000) / lane.periodMs);
  return Array.from({ length: attempts }, (_, number) => {
    const scheduled = number * lane.periodMs + lane.offsetMs + random() * lane.periodMs * 0.5;
    const direct = storyBackends.indexOf(lane.via);
    const backend = direct >= 0 ? direct : lane.connection === "reused" ? 0 : Math.floor(random() * 3);
    const latency = 4 + random() * 12;
    const fate = story.fate?.({ lane: lane.id, at: scheduled, number, backend, random }) ?? {};
    const { latencyMs = latency, ...rest } = fate;
    const started = scheduled + random();
    const usual = {
      outcome: "ok" as const,
      backend,
      connection: lane.connection === "reused" ? lane.index : lane.index + 100 * (number + 1),
      status: 200,
      ...ordinaryDetail(lane, number),
    };
    return {
      lane: lane.index,
      number,
      scheduled,
      started,
      connected: started + Math.min(2, latencyMs),
      firstByte: started + latencyMs,
      ended: started + latencyMs,
      ...usual,
      ...statusOf(rest.error),
      ...rest,
    };
  });
}

/** The status of an answer: what the class of an error tells, and none where no answer came. */
function statusOf(error: string | undefined): Pick<Sample, "status"> {
  if (error === undefined || error === "bad-answer") return {};
  const told = /^http-(\d{3})/.exec(error)?.[1];
  return { status: told === undefined ? undefined : Number(told) };
}

function ordinaryDetail(lane: Lane, number: number): Pick<Sample, "revision" | "detail"> {
  if (lane.operation === "write")
    return { revision: 1_000 + number, detail: `written-${lane.index}-0-${number % 8} ${lane.index}-${number}` };
  if (lane.operation === "etcd-status") return { revision: 4, detail: `8e9e05c52164694d ${2_000 + number}` };
  if (lane.operation.startsWith("workload-")) return { detail: `workload-6d4b75cb6d-${"abc"[number % 3]}` };
  return { revision: 1_000 };
}

/** A sample with the resolution that the journal has, a tenth of a millisecond. */
function recorded(sample: Sample): Sample {
  const scheduled = tenth(sample.scheduled);
  const since = (time: number) => scheduled + tenth(time - sample.scheduled);
  const connected = sample.connected === undefined ? undefined : since(sample.connected);
  const firstByte = sample.firstByte === undefined ? undefined : since(sample.firstByte);
  return { ...sample, scheduled, started: since(sample.started), connected, firstByte, ended: since(sample.ended) };
}

function tenth(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function byTime(a: { at: number }, b: { at: number }): number {
  return a.at - b.at;
}
