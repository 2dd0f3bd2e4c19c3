import type { Lane } from "../../../src/model/lane.ts";
import type { Sample } from "../../../src/model/sample.ts";
import type { RunSketch } from "./simulated-run.ts";
import type { SimulatedStore } from "./simulated-store.ts";

/** A lane's attempts, each answered by the store at some moment between its begin and its end. */
export function makeAttempts(
  lane: Lane,
  store: SimulatedStore,
  sketch: RunSketch,
  random: () => number,
  done: (sample: Sample) => void,
): void {
  for (let number = 0; number < sketch.attempts; number += 1) {
    const scheduled = number * lane.periodMs + random() * lane.periodMs * 0.9;
    const started = tenth(scheduled + random() * 2);
    const ended = tenth(started + 0.5 + random() ** 2 * sketch.slowestMs);
    const attempt: Attempt = {
      lane,
      number,
      random,
      sketch,
      started,
      ended,
      during: () => within(started, ended, random()),
    };
    const end = (answer: Partial<Sample>) => done({ ...usual(attempt, scheduled), ...answer });
    (operations[lane.operation] ?? refuse)(attempt, store, end);
  }
}

interface Attempt {
  readonly lane: Lane;
  readonly number: number;
  readonly random: () => number;
  readonly sketch: RunSketch;
  readonly started: number;
  readonly ended: number;
  /** A moment between begin and end. */
  during(): number;
}

type Carry = (attempt: Attempt, store: SimulatedStore, end: (answer: Partial<Sample>) => void) => void;

const read =
  (
    nameOf: (attempt: Attempt) => string,
    detailOf: (name: string, revision: number) => string = (name) => name,
  ): Carry =>
  (attempt, store, end) => {
    const name = nameOf(attempt);
    store.at(attempt.during(), () => {
      const revision = store.versionOf(name);
      end({ revision, detail: detailOf(name, revision) });
    });
  };

const operations: Readonly<Record<string, Carry>> = {
  write(attempt, store, end) {
    const { lane, number, random, sketch, started, ended } = attempt;
    const object = `written-0-0-${Math.floor(random() * sketch.objects)}`;
    const token = `${lane.index}-${number}`;
    const detail = `${object} ${token}`;
    const apply = () => store.change({ kind: "configmap", object, token });
    const luck = random();
    if (luck < sketch.lost) {
      // It may be applied long after its client has given up, or never.
      if (random() < 0.6) store.at(started + random() * 3 * (ended - started), apply);
      end({ outcome: "unknown", error: "hang", status: undefined, detail });
    } else if (luck < sketch.lost + sketch.refused) {
      end({ outcome: "failed", error: "http-409", status: 409, detail });
    } else store.at(attempt.during(), () => end({ revision: apply(), detail }));
  },
  "fresh-read": read(
    ({ random, sketch }) => `written-0-0-${Math.floor(random() * sketch.objects)}`,
    (name, revision) => `${name} ${(revision * 7_919).toString(16)}`,
  ),
  "quorum-read": read(() => "probe-target"),
  lease: read(
    ({ number }) => `lease kube-${number % 2 === 0 ? "scheduler" : "controller-manager"}`,
    (name) => `${name.slice("lease ".length)} 0 never somebody`,
  ),
  "consistent-list": (attempt, store, end) => store.at(attempt.during(), () => end({ revision: store.revision })),
  "create-and-delete"({ lane, number, random, sketch, started, ended }, store, end) {
    const object = `transient-${lane.index}-${number}`;
    const [made, gone] = [random(), random()].toSorted().map((part) => within(started, ended, part)) as [
      number,
      number,
    ];
    const isLost = random() < sketch.lost;
    store.at(made, () => store.change({ kind: "configmap", object }));
    if (!isLost || random() < 0.5) store.at(gone, () => store.change({ kind: "configmap", object, gone: true }));
    end({ detail: object, ...(isLost ? { outcome: "unknown", error: "hang", status: undefined } : {}) });
  },
  "etcd-lease"(attempt, store, end) {
    const { number, lane, sketch, random } = attempt;
    // Each lane keeps its own lease; it asks for that of the other in between, and lets the last end by itself.
    const owner = number % 3 === 2 ? 17 - lane.index : lane.index;
    const lease = `${owner}${Math.floor(number / 20)}`;
    if (random() < sketch.lost) return end({ outcome: "unknown", error: "hang", status: undefined });
    const now = attempt.during();
    store.at(now, () => {
      const known = leasesOf(store);
      const isGrant = number % 20 === 0;
      const left = (known.get(lease) ?? 0) - now;
      if (!isGrant && left <= 0) return end({ detail: `${lease} gone` });
      if (number % 5 === 4) return end({ detail: `${lease} left ${Math.floor(left / 1_000)}` });
      known.set(lease, now + ttlMs);
      end({ detail: `${lease} ${isGrant ? "granted" : "renewed"} ${ttlMs / 1_000}` });
    });
  },
};

/** How long a lease lasts, milliseconds. */
const ttlMs = 1_000;

const leases = new WeakMap<SimulatedStore, Map<string, number>>();

/** Until when leases last. */
function leasesOf(store: SimulatedStore): Map<string, number> {
  const known = leases.get(store) ?? new Map<string, number>();
  leases.set(store, known);
  return known;
}

const refuse: Carry = (_, __, end) => end({ outcome: "failed", error: "http-403", status: 403 });

function usual({ lane, number, started, ended }: Attempt, scheduled: number): Sample {
  return {
    lane: lane.index,
    number,
    scheduled: tenth(scheduled),
    started,
    connected: started,
    firstByte: ended,
    ended,
    outcome: "ok",
    connection: lane.index,
    status: 200,
  };
}

function within(from: number, to: number, part: number): number {
  return from + part * (to - from);
}

function tenth(ms: number): number {
  return Math.round(ms * 10) / 10;
}
