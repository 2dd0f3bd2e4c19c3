import { isDeepStrictEqual } from "node:util";
import type { EventOf, JournalEvent } from "../model/event.ts";
import type { WatchLane } from "../model/lane.ts";
import type { RecordedOperations } from "../model/recorded-operation.ts";
import { shown } from "./damage-log.ts";
import { NumberSet } from "./number-set.ts";
import { type CheckedLane, type Origin, originAt, type RowContext } from "./row-check.ts";

/** Rounding to a tenth of a millisecond, and clocks of two processes that are read one after the other. */
const roundingMs = 1;

/** Events that a journal has once. */
const single: ReadonlySet<string> = new Set([
  "run-start",
  "cluster",
  "server",
  "settings",
  "settings-end",
  "probing-begin",
  "probing-end",
  "run-end",
]);
/** Events that a fault or a work of an operator has once. */
const singleOfId: ReadonlySet<string> = new Set(["fault-intent", "fault-injecting", "procedure", "procedure-done"]);
/** What must stand before an event of the same id. */
const firstOfId: Readonly<Record<string, string>> = {
  "fault-injecting": "fault-intent",
  "fault-active": "fault-intent",
  "fault-healing": "fault-intent",
  "fault-healed": "fault-intent",
  escalation: "fault-intent",
  "procedure-done": "procedure",
};

/** What a journal has told so far, against which its next line is held. */
export class EventOrder implements RowContext {
  readonly lanes: (CheckedLane | undefined)[] = [];
  backends = 0;
  origin: Origin | undefined;
  readonly #operations: RecordedOperations;
  #known: EventOf<"lanes"> | undefined;
  readonly #watches = new Map<number, { readonly lane: WatchLane; last: number }>();
  readonly #seen = new Set<string>();
  /** Events told last, all of the same moment. */
  #lately: JournalEvent[] = [];
  #last = 0;
  #latestEnd = 0;

  constructor(operations: RecordedOperations) {
    this.#operations = operations;
  }

  get ended(): boolean {
    return this.#seen.has("run-end");
  }

  /** The last moment that anything told of, milliseconds. */
  get latest(): number {
    return Math.max(this.#last, this.#latestEnd);
  }

  /** What is wrong with a line where it stands, whatever it says. */
  placeProblem(): string | undefined {
    if (!this.#seen.has("run-start")) return "it stands before the run's start";
    return this.ended ? "it stands after the run's end" : undefined;
  }

  /** Takes the end of an attempt whose row was taken: nothing later in the journal is earlier than it. */
  attemptEnded(at: number): void {
    if (at > this.#latestEnd) this.#latestEnd = at;
  }

  /** What is wrong with an event after what was told so far; where nothing is, it is taken. */
  eventProblem(event: JournalEvent): string | undefined {
    const problem =
      (event.type === "run-start" && this.#seen.size === 0 ? undefined : this.placeProblem()) ??
      this.#timeProblem(event) ??
      this.#repeated(event) ??
      this.#lanesProblem(event);
    if (problem !== undefined) return problem;
    this.#take(event);
    return undefined;
  }

  #timeProblem(event: JournalEvent): string | undefined {
    const told = Math.max(this.#last, this.#latestEnd);
    if (event.at < told - roundingMs) return `${event.type} at ${event.at} ms, after what was told of ${told} ms`;
    const cannotBe = (value: unknown) => typeof value === "number" && (value < 0 || value > Number.MAX_SAFE_INTEGER);
    const odd = Object.entries(event).find(([, value]) => cannotBe(value));
    return odd && `${odd[0]} of ${event.type} is ${shown(odd[1])}`;
  }

  #repeated(event: JournalEvent): string | undefined {
    const { type } = event;
    if (single.has(type) && this.#seen.has(type)) return `a second ${type}`;
    if (type === "probing-end" && !this.#seen.has("probing-begin")) return "the end of probing before its begin";
    if ("id" in event && type in firstOfId && !this.#seen.has(`${firstOfId[type]} ${event.id}`))
      return `${type} of ${shown(event.id)}, of which nothing was told`;
    if ("id" in event && singleOfId.has(type) && this.#seen.has(`${type} ${event.id}`))
      return `a second ${type} of ${shown(event.id)}`;
    const twice = this.#lately.some((other) => other.at === event.at && isDeepStrictEqual(other, event));
    return twice ? `${type} is there twice` : undefined;
  }

  #lanesProblem(event: JournalEvent): string | undefined {
    if (event.type === "watch") return this.#watchProblem(event);
    if (event.type === "probing-begin" && this.#known === undefined) return "probing begins without lanes";
    if (event.type !== "lanes") return undefined;
    const indexes = [...event.lanes, ...(event.watches ?? [])].map(({ index }) => index);
    if (new Set(indexes).size !== indexes.length) return "two lanes have the same index";
    if (this.#known === undefined) return undefined;
    const { lanes, watches, backends } = this.#known;
    const same = isDeepStrictEqual([event.lanes, event.watches], [lanes, watches]);
    return same && event.backends.length > backends.length ? undefined : "other lanes than before";
  }

  #watchProblem({ at, lane, arrivals }: EventOf<"watch">): string | undefined {
    const watch = this.#watches.get(lane);
    if (watch === undefined) return `nothing listens on lane ${shown(lane)}`;
    let { last } = watch;
    for (const row of arrivals) {
      const [moment, letter, , , backend] = row;
      if (typeof moment !== "number" || moment < last - roundingMs || moment > at + roundingMs)
        return `an arrival at ${shown(moment)} ms, told at ${at} ms after one at ${last} ms`;
      if (letter === "o" && typeof backend === "number" && backend >= this.backends)
        return `backend is ${shown(backend)}`;
      last = moment;
    }
    return undefined;
  }

  #take(event: JournalEvent): void {
    const { type, at } = event;
    if (single.has(type)) this.#seen.add(type);
    if ("id" in event) this.#seen.add(`${type} ${event.id}`);
    this.#lately = this.#lately[0]?.at === at ? [...this.#lately, event] : [event];
    this.#last = Math.max(this.#last, at);
    if (event.type === "probing-begin") this.origin = originAt(at + event.leadMs);
    if (event.type === "lanes") this.#takeLanes(event);
    const [last] = event.type === "watch" ? (event.arrivals.at(-1) ?? []) : [];
    const watch = event.type === "watch" ? this.#watches.get(event.lane) : undefined;
    if (watch !== undefined && typeof last === "number") watch.last = last;
  }

  #takeLanes(event: EventOf<"lanes">): void {
    this.backends = event.backends.length;
    if (this.#known === undefined) {
      for (const lane of event.lanes)
        this.lanes[lane.index] = { lane, operation: this.#operations.get(lane.operation), seen: new NumberSet() };
      for (const lane of event.watches ?? []) this.#watches.set(lane.index, { lane, last: 0 });
    }
    this.#known = event;
  }
}
