import type { z } from "zod";
import type { Timeline } from "../../model/timeline.ts";
import type { Moment, RevisionClock } from "../timeline/revision-clock.ts";
import type { KnownObjects, ObjectsMoment, Sighting, UnknownTime } from "./known-objects.ts";
import { type Witness, withLeftOut } from "./left-out.ts";
import type { ObservedState } from "./observers.ts";
import { type Covered, coverageOf } from "./stream-coverage.ts";
import { same, type Telling, tellingsOf } from "./tellings.ts";
import { unseenTimes } from "./unseen-times.ts";

/**
 * What was known of the objects that the lanes of an operation observe, at each moment of a run; what a witness has to
 * have been there and a list leaves out is not known.
 */
export function objectHistory<State extends ObservedState>(
  timeline: Pick<Timeline, "watches" | "faults">,
  operation: string,
  schema: z.ZodType<State>,
  clock: RevisionClock,
  witness: Witness<State> = { thereAt: () => [] },
): KnownObjects<State> {
  const tracks = timeline.watches.filter(({ lane }) => lane.operation === operation);
  const coverages = tracks.map(coverageOf);
  const unseen = unseenTimes(coverages, timeline.faults, operation);
  const history = new History<State>(
    clock,
    coverages.flatMap(({ covered }) => covered),
    unseen.holes,
  );
  for (const telling of withLeftOut(tellingsOf(tracks, schema), witness)) history.take(telling);
  return history.finish(unseen.endsAt);
}

/** Takes what was told in etcd's order, and keeps what was known after each. */
class History<State extends ObservedState> {
  readonly #clock: RevisionClock;
  readonly #covered: readonly Covered[];
  readonly #unknown: UnknownTime[];
  readonly #sightings: Sighting<State>[] = [];
  readonly #moments: Omit<ObjectsMoment<State>, "lasts">[] = [];
  #now: ReadonlyMap<string, State> = new Map();
  /** Since when the states of these objects cannot be read; with the name that is empty, of all. */
  #unclear = new Map<string, number>();
  #listedAt: number | undefined;

  constructor(clock: RevisionClock, covered: readonly Covered[], holes: readonly UnknownTime[]) {
    this.#clock = clock;
    this.#covered = covered;
    this.#unknown = [...holes];
  }

  take(telling: Telling<State>): void {
    const arrived = this.#clock.when(telling.revision, telling.at);
    const changes = telling.list ? this.#changesTo(telling) : telling.states;
    const when = telling.list && changes.length > 0 ? this.#whenListed(arrived[1], telling.at) : arrived;
    if (telling.list) this.#listedAt = telling.at;
    this.#read(telling, when);
    const next = new Map(this.#now);
    for (const state of changes) {
      this.#sightings.push({ when, state });
      if (state.gone) next.delete(state.name);
      else next.set(state.name, state);
    }
    this.#now = next;
    const stood = this.#covered.some(({ from, to }) => from <= telling.at && telling.at <= to);
    this.#moments.push({ when, objects: next, whole: stood && this.#unclear.size === 0 });
  }

  finish(endsAt: number): KnownObjects<State> {
    for (const name of [...this.#unclear.keys()]) this.#clear(name, endsAt);
    const unknown = this.#unknown.toSorted((a, b) => a.from - b.from);
    const moments = this.#moments.map((moment, index): ObjectsMoment<State> => {
      const next = this.#moments[index + 1]?.when ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      const hole = unknown.find(({ to }) => to > moment.when[1])?.from ?? Number.POSITIVE_INFINITY;
      return { ...moment, lasts: [Math.min(next[0], Math.max(hole, moment.when[1])), next[1]] };
    });
    return { sightings: this.#sightings, moments, unknown };
  }

  /** What a list shows to be another than it was known to be. */
  #changesTo({ states, unreadable }: Telling<State>): State[] {
    const listed = new Set([...states.map(({ name }) => name), ...unreadable]);
    const gone = [...this.#now.values()].filter(({ name }) => !listed.has(name) && !listed.has(""));
    return [
      ...gone.map((state) => ({ ...state, gone: true })),
      ...states.filter((state) => !same(this.#now.get(state.name), state)),
    ];
  }

  /**
   * What only a list tells came about after somebody last knew, and before the list. Where a stream stood meanwhile and
   * told nothing of it, the streams are not to be trusted since the list before.
   */
  #whenListed(to: number, at: number): Moment {
    if (this.#listedAt === undefined) return [0, to];
    if (this.#covered.some((one) => one.from < at && one.to >= at))
      this.#unknown.push({ from: this.#listedAt, to: at, why: "a list showed what no stream had told," });
    const holes = this.#unknown.filter((one) => one.from < at && one.to >= at);
    return [Math.min(to, ...(holes.length === 0 ? [this.#listedAt] : holes.map(({ from }) => from))), to];
  }

  /** Notes which states cannot be read from now on, and which can again. */
  #read({ list, states, unreadable }: Telling<State>, when: Moment): void {
    const clear = list ? [...this.#unclear.keys()] : states.map(({ name }) => name);
    for (const name of clear) this.#clear(name, when[1]);
    for (const name of unreadable) if (!this.#unclear.has(name)) this.#unclear.set(name, when[0]);
  }

  #clear(name: string, to: number): void {
    const from = this.#unclear.get(name);
    if (from === undefined) return;
    this.#unclear.delete(name);
    this.#unknown.push({ from, to, why: `the state of ${name || "an object"} cannot be read` });
  }
}
