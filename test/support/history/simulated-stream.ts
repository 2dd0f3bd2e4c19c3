import type { WatchArrival } from "../../../src/model/watch.ts";
import type { Change, SimulatedStore } from "./simulated-store.ts";

/** How a stream fares: how often it is lost, and when it is stopped, milliseconds. */
interface StreamSketch {
  readonly cuts: number;
  readonly endedAt: number;
}

/** What arrives on a stream of the objects of a kind: listed, lost, resumed, listed again where its past is gone. */
export function streamOf(
  store: SimulatedStore,
  kind: Change["kind"],
  { cuts, endedAt }: StreamSketch,
  random: () => number,
): WatchArrival[] {
  const stream = new Stream(store, kind, random);
  const moments = Array.from({ length: cuts }, () => random() * endedAt).toSorted((a, b) => a - b);
  stream.list(1 + random() * 20);
  stream.open();
  for (const cutAt of moments) {
    stream.deliver(cutAt);
    stream.cut(cutAt);
    stream.wait(random() * 300);
    if (random() < 0.4) stream.gone();
    stream.open();
  }
  stream.deliver(endedAt + random() * 50);
  stream.close("stopped", endedAt + 60);
  return stream.arrivals;
}

class Stream {
  readonly arrivals: WatchArrival[] = [];
  readonly #store: SimulatedStore;
  readonly #kind: Change["kind"];
  readonly #random: () => number;
  #now = 0;
  #revision = 0;
  #next = 0;

  constructor(store: SimulatedStore, kind: Change["kind"], random: () => number) {
    this.#store = store;
    this.#kind = kind;
    this.#random = random;
  }

  list(tookMs: number): void {
    const asked = this.#now;
    this.wait(tookMs);
    this.#revision = this.#store.revisionAt(asked + this.#random() * tookMs);
    const items = this.#kind === "pod" ? { object: { items: this.#itemsAt(this.#revision) } } : {};
    this.#tell({ kind: "listed", revision: this.#revision, ...items });
  }

  open(): void {
    this.wait(1);
    this.#tell({ kind: "opened", revision: this.#revision, connection: 1 });
  }

  /** Brings what changed and reaches it before a moment. */
  deliver(until: number): void {
    const { changes } = this.#store;
    for (; this.#next < changes.length; this.#next += 1) {
      const change = changes[this.#next] as Change;
      if (change.kind !== this.#kind || change.revision <= this.#revision) continue;
      const at = Math.max(this.#now, change.at + this.#random() * 15);
      if (at >= until) return;
      this.#now = at;
      this.#revision = change.revision;
      const seen = this.#kind === "pod" ? { object: stateOf(change) } : {};
      this.#tell({ kind: "event", revision: change.revision, ...seen });
      if (this.#random() < 0.1) this.#tell({ kind: "bookmark", revision: change.revision });
    }
  }

  cut(at: number): void {
    this.close("reset", at);
  }

  gone(): void {
    this.#tell({ kind: "gone", revision: this.#revision });
    this.close("gone", this.#now);
    this.list(1 + this.#random() * 20);
  }

  wait(ms: number): void {
    this.#now += ms;
  }

  close(reason: string, at: number): void {
    this.#now = Math.max(this.#now, at);
    this.#tell({ kind: "closed", reason, connection: 1 });
  }

  #tell(arrival: Omit<WatchArrival, "at">): void {
    this.arrivals.push({ at: Math.round(this.#now * 10) / 10, ...arrival });
  }

  #itemsAt(revision: number): object[] {
    const states = new Map<string, Change>();
    for (const change of this.#store.changes) {
      if (change.kind !== this.#kind || change.revision > revision) continue;
      if (change.gone === true) states.delete(change.object);
      else states.set(change.object, change);
    }
    return [...states.values()].map(stateOf);
  }
}

function stateOf({ object, gone }: Change) {
  const state = { name: object, uid: `uid-of-${object}`, node: "worker", ready: true, created: "" };
  return gone === true ? { ...state, gone } : state;
}
