import { expect, it } from "vitest";
import { scaleOver } from "../../../../src/report/page/scale.ts";

const phase = (measuredMs: readonly [number, number | null], expectedMs: readonly [number, number] | null = null) => ({
  measuredMs,
  expectedMs,
});

it("holds all that was measured and expected, in order", () => {
  const scale = scaleOver([phase([-80, -70]), phase([900, 1_200], [800, 2_000])]);
  expect(scale.logarithmic).toBe(false);
  const places = [-80, 0, 900, 1_200, 2_000].map((ms) => scale.x(ms));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect([places[0], (places[4] ?? 0) < 2_000]).toEqual([0, true]);
});

it("is logarithmic, and says so, where times are of other magnitudes", () => {
  const scale = scaleOver([phase([797, 1_176]), phase([26_903, 29_243])]);
  expect(scale.logarithmic).toBe(true);
  expect(scale.ticks).toEqual([0, 100, 1_000, 10_000]);
  expect(scale.x(1_176) - scale.x(797)).toBeGreaterThan(20);
});

it("can be made of phases without an end, and of none", () => {
  expect(scaleOver([phase([3_000, null])]).x(3_000)).toBeGreaterThan(1_500);
  expect(scaleOver([]).ticks[0]).toBe(0);
});
