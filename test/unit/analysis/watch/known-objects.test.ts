import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { type KnownObjects, perhapsIn, surelyIn, unseenIn } from "../../../../src/analysis/watch/known-objects.ts";
import type { PodState } from "../../../../src/analysis/watch/observers.ts";
import type { Timeline } from "../../../../src/model/timeline.ts";
import type { WatchArrival } from "../../../../src/model/watch.ts";
import { closed, gone, listed, observedTimeline, opened, told } from "../../../support/observed-run.ts";

const story = { lanes: ["write/api/reused"], guarantees: [] };
const endsAt = 12_000;

/** A change of one of three pods at a moment: it goes where it says nothing of being Ready. */
interface Change {
  readonly at: number;
  readonly name: string;
  readonly ready: boolean | undefined;
}

/** What may happen to a stream: lost at a moment, back some time later, by being resumed or by a new list. */
interface Loss {
  readonly at: number;
  readonly forMs: number;
  readonly anew: boolean;
}

const changes = fc
  .uniqueArray(
    fc.record({
      at: fc.integer({ min: 5, max: 118 }).map((tenth) => tenth * 100 + 50),
      name: fc.constantFrom("a", "b", "c"),
      ready: fc.option(fc.boolean(), { nil: undefined }),
    }),
    { selector: ({ at }) => at, maxLength: 12 },
  )
  .map((all) => all.toSorted((a, b) => a.at - b.at));
const losses = fc.array(
  fc.record({
    at: fc.integer({ min: 500, max: 11_000 }),
    forMs: fc.integer({ min: 20, max: 3_000 }),
    anew: fc.boolean(),
  }),
  { maxLength: 3 },
);

const revisionAt = (at: number) => 1_000 + at / 100;
const state = ({ name, ready }: Change) => ({ name, node: "worker", ready: ready ?? false, created: "" });
const truth = (all: readonly Change[], at: number) => {
  const now = new Map<string, boolean>();
  for (const { name, ready } of all.filter((change) => change.at <= at)) {
    if (ready === undefined) now.delete(name);
    else now.set(name, ready);
  }
  return [...now].map(([name, ready]) => `${name} ${ready}`).toSorted();
};
const items = (all: readonly Change[], at: number) =>
  truth(all, at).map((word) => ({ name: word.charAt(0), node: "worker", ready: word.endsWith("true"), created: "" }));

/** What a stream tells that is lost like this. */
function stream(all: readonly Change[], lost: readonly Loss[]): WatchArrival[] {
  const rows: WatchArrival[] = [listed(100, items(all, 100)), opened(101)];
  let toldTo = 100;
  const tell = (from: number, to: number, at: (change: Change) => number) => {
    for (const change of all.filter((one) => one.at > from && one.at <= to)) {
      const object = { ...state(change), ...(change.ready === undefined ? { gone: true } : {}) };
      rows.push(told(at(change), object, revisionAt(change.at)));
    }
    toldTo = Math.max(toldTo, to);
  };
  for (const { at, forMs, anew } of lost.toSorted((a, b) => a.at - b.at)) {
    if (at <= (rows.at(-1)?.at ?? 0) + 10) continue;
    tell(toldTo, at - 5, (change) => change.at + 3);
    rows.push(closed(at, "reset"));
    const back = Math.min(at + forMs, endsAt - 10);
    if (anew) {
      rows.push(gone(back), closed(back, "gone"), listed(back + 1, items(all, back), revisionAt(back)));
      toldTo = back;
    }
    rows.push(opened(back + 2));
    tell(toldTo, back, () => back + 3);
  }
  tell(toldTo, endsAt - 5, (change) => change.at + 3);
  return [...rows, closed(endsAt, "stopped")];
}

const knownOf = (timeline: Timeline) => factsOf(timeline).pods();
const words = (objects: ReadonlyMap<string, PodState>) =>
  [...objects.values()].map(({ name, ready }) => `${name} ${ready}`).toSorted();

/** Changes are dated to a tenth of a second and a bit: nearer to one than that, either state may be told. */
const clearOf = (all: readonly Change[], at: number) => all.every((change) => Math.abs(change.at - at) > 250);

/** Everything that was known for sure at a moment, or may have been. */
function at(known: KnownObjects<PodState>, moment: number) {
  const span = { from: moment, to: moment };
  return {
    unseen: unseenIn(known, { from: moment - 1, to: moment + 1 }) !== undefined,
    surely: known.moments.filter((one) => surelyIn(one, span)).map(({ objects }) => words(objects)),
    perhaps: known.moments.filter((one) => perhapsIn(one, span)).map(({ objects }) => words(objects)),
  };
}

const moments = Array.from({ length: 58 }, (_, index) => 300 + index * 200);

describe("what is known of objects, whatever happens to the streams", () => {
  test("is what was so", () => {
    fc.assert(
      fc.property(changes, fc.array(losses, { minLength: 1, maxLength: 3 }), (all, lost) => {
        const lanes = lost.map((one) => stream(all, one));
        const known = knownOf(observedTimeline(story, { "watch-pods": lanes }));
        for (const moment of moments.filter((one) => clearOf(all, one))) {
          const { unseen, surely, perhaps } = at(known, moment);
          for (const told of surely) expect(told, `at ${moment}`).toEqual(truth(all, moment));
          if (!unseen) expect(perhaps, `at ${moment}`).toContainEqual(truth(all, moment));
        }
      }),
      { numRuns: 150 },
    );
  });

  test("is not more where rows are taken away", () => {
    // A change in the very moment at which a list that does not have it yet arrives.
    const justAfterList: [Change[], Loss[], Loss[], [number, number, number]] = [
      [
        { at: 550, name: "a", ready: false },
        { at: 9_650, name: "a", ready: undefined },
      ],
      [],
      [{ at: 6_785, forMs: 2_864, anew: true }],
      [0, 1, 0],
    ];
    const cut = fc.tuple(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 10 }), fc.nat({ max: 1 }));
    fc.assert(
      fc.property(changes, losses, losses, cut, (all, first, second, [from, count, lane]) => {
        const timeline = observedTimeline(story, { "watch-pods": [stream(all, first), stream(all, second)] });
        const watches = timeline.watches.map((track, index) =>
          index === lane ? { ...track, arrivals: track.arrivals.toSpliced(from, count) } : track,
        );
        const whole = knownOf(timeline);
        const less = knownOf({ ...timeline, watches });
        for (const moment of moments.filter((one) => clearOf(all, one))) {
          if (at(whole, moment).unseen) expect(at(less, moment).unseen, `at ${moment}`).toBe(true);
          for (const told of at(less, moment).surely) expect(told, `at ${moment}`).toEqual(truth(all, moment));
        }
      }),
      { numRuns: 150, examples: [justAfterList] },
    );
  });
});
