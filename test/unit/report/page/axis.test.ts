import { expect, it } from "vitest";
import { axisOver } from "../../../../src/report/page/axis.ts";

it("places moments between its ends, and what is beyond at them", () => {
  const axis = axisOver(10_000, 30_000);
  expect([10_000, 20_000, 30_000, 0, 90_000].map((ms) => axis.x(ms))).toEqual([0, 1_000, 2_000, 0, 2_000]);
  expect(axis.percent(12_500)).toBe("12.5%");
  expect(axisOver(5, 5).x(5)).toBe(0);
});
