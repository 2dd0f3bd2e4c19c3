import fc from "fast-check";
import { expect, it } from "vitest";
import { type Canvas, drawnBoxes, drawnStates, places } from "../../../../src/report/page/drawn-boxes.ts";
import { laneSpans } from "../../../../src/report/page/lane-spans.ts";

const zeros = (count: number): number[] => new Array(count).fill(0);

/** A run of attempts of which one failed, or had no answer, in whichever bin. */
const oneLost = fc
  .record({ bins: fc.integer({ min: 1, max: 7_500 }), part: fc.double({ min: 0, max: 0.9999, noNaN: true }) })
  .map(({ bins, part }) => ({ bins, at: Math.floor(bins * part) }));

const pictures = fc.record({
  width: fc.integer({ min: 40, max: 5_000 }),
  before: fc.double({ min: 0, max: 1, noNaN: true }),
  after: fc.double({ min: 0, max: 1, noNaN: true }),
  step: fc.constantFrom(0.5, 1),
});

it("shows an outage of a single attempt at every zoom, at least two pixels wide and over all else", () => {
  fc.assert(
    fc.property(oneLost, pictures, fc.constantFrom("failed", "unknown"), ({ bins, at }, picture, state) => {
      const lane = { ok: zeros(bins).fill(1), late: zeros(bins), failed: zeros(bins), unknown: zeros(bins) };
      lane[state as "failed"][at] = 1;
      const series = { from: 0, binMs: 100, bins };
      const [from, to] = [100 * at - picture.before * 100 * at, 100 * (at + 1) + picture.after * 100 * (bins - at - 1)];
      const { width, step } = picture;
      const canvas: Canvas = { from, to, width, step, least: 2 };
      const boxes = drawnBoxes(laneSpans(lane, series, []), state as "failed", canvas);
      expect(boxes).toHaveLength(1);
      const [left, right] = boxes[0] ?? [0, 0];
      expect(right - left).toBeGreaterThanOrEqual(2);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width + 1e-9);
      const x = ((100 * at + 50 - from) / (to - from)) * width;
      expect(left).toBeLessThanOrEqual(x + 2);
      expect(right).toBeGreaterThanOrEqual(x - 2);
    }),
    { numRuns: 300 },
  );
});

it("hides no span: what is in the picture is in a box of its state, and boxes do not touch", () => {
  const spans = fc.array(fc.record({ gap: fc.nat(5_000), length: fc.nat(3_000) }), { maxLength: 60 }).map((parts) => {
    let at = 0;
    return parts.map(({ gap, length }) => {
      const from = at + gap;
      at = from + length;
      return { from, to: at, state: "failed" };
    });
  });
  fc.assert(
    fc.property(spans, fc.nat(50_000), fc.integer({ min: 1, max: 50_000 }), (own, from, long) => {
      const canvas = { from, to: from + long, width: 800, step: 1, least: 2 };
      const boxes = drawnBoxes(own, "failed", canvas);
      for (const [index, [left, right]] of boxes.entries()) {
        expect(right - left).toBeGreaterThanOrEqual(2);
        expect(left).toBeGreaterThan(boxes[index - 1]?.[1] ?? -1);
      }
      for (const span of own.filter((one) => one.to >= from && one.from <= from + long)) {
        const middle = Math.min(800, Math.max(0, (((span.from + span.to) / 2 - from) / long) * 800));
        expect(boxes.some(([left, right]) => left <= middle && right >= middle)).toBe(true);
      }
    }),
  );
});

it("draws what went wrong last, and higher than what went well", () => {
  expect(drawnStates.at(-1)).toBe("failed");
  expect(drawnStates.indexOf("unknown")).toBeGreaterThan(drawnStates.indexOf("ok"));
  const heights = drawnStates.filter((state) => state !== "unobserved").map((state) => places[state][1]);
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
});
