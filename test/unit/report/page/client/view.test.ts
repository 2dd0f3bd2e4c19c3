import fc from "fast-check";
import { expect, it } from "vitest";
import {
  centredOn,
  isWhole,
  leastSpanMs,
  momentAt,
  panned,
  selected,
  shareOf,
  type View,
  zoomed,
} from "../../../../../src/report/page/client/view.ts";

const whole: View = { from: 60_000, to: 360_000 };
const part = fc
  .tuple(fc.double({ min: 60_000, max: 360_000, noNaN: true }), fc.double({ min: 60_000, max: 360_000, noNaN: true }))
  .map(([one, other]) => selected(one, other, whole));

it("never leaves the run, and never shows less than can be told apart", () => {
  const changes: fc.Arbitrary<(view: View) => View> = fc.oneof(
    fc
      .record({
        factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(
        ({ factor, share }) =>
          (view: View) =>
            zoomed(view, factor, momentAt(share, view), whole),
      ),
    fc.double({ min: -3, max: 3, noNaN: true }).map((share) => (view: View) => panned(view, share, whole)),
    fc.double({ min: 0, max: 400_000, noNaN: true }).map((ms) => (view: View) => centredOn(ms, view, whole)),
  );
  fc.assert(
    fc.property(part, fc.array(changes, { maxLength: 20 }), (begin, all) => {
      const view = all.reduce((one, change) => change(one), begin);
      expect(view.from).toBeGreaterThanOrEqual(whole.from - 1e-6);
      expect(view.to).toBeLessThanOrEqual(whole.to + 1e-6);
      expect(view.to - view.from).toBeGreaterThanOrEqual(leastSpanMs - 1e-6);
    }),
  );
});

it("zooms around the moment that is pointed at", () => {
  const view = zoomed(whole, 0.5, 120_000, whole);
  expect(view.to - view.from).toBeCloseTo(150_000);
  expect(shareOf(120_000, view)).toBeCloseTo(shareOf(120_000, whole));
  expect(isWhole(zoomed(view, 10, 120_000, whole), whole)).toBe(true);
});

it("moves by a share of what it shows", () => {
  expect(panned({ from: 100_000, to: 110_000 }, 0.1, whole)).toEqual({ from: 101_000, to: 111_000 });
  expect(panned({ from: 100_000, to: 110_000 }, -90, whole)).toEqual({ from: 60_000, to: 70_000 });
});

it("selects between two moments, whichever is first, and widens what is too short", () => {
  expect(selected(90_000, 80_000, whole)).toEqual({ from: 80_000, to: 90_000 });
  expect(selected(90_000, 90_000, whole)).toEqual({ from: 89_975, to: 90_025 });
});

it("puts a moment into the middle: as large as before, or larger where the whole run is shown", () => {
  expect(centredOn(200_000, { from: 100_000, to: 110_000 }, whole)).toEqual({ from: 195_000, to: 205_000 });
  const larger = centredOn(200_000, whole, whole);
  expect((larger.from + larger.to) / 2).toBeCloseTo(200_000);
  expect(isWhole(larger, whole)).toBe(false);
  const short = { from: 0, to: 1_500 };
  expect(centredOn(700, short, short)).toEqual(short);
});
