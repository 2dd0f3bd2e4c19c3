import { expect, test } from "vitest";
import type { FailoverPhase } from "../../../../src/model/failover.ts";
import { describePhaseTime } from "../../../../src/report/parts/markdown-failovers.ts";

const phase = (measuredMs: readonly [number, number | null]) => ({ measuredMs }) as unknown as FailoverPhase;

test.each([
  [[1_200, 1_430], "1.2 s to 1.43 s"],
  [[-45, -40], "40 ms to 45 ms before"],
  [[-38, 18], "38 ms before to 18 ms after"],
  [[999.7, 1_430], "1 s to 1.43 s"],
  [[300, null], "at least 300 ms"],
] as const)("the bounds %j of a moment since the injection are %s", (measured, words) => {
  expect(describePhaseTime(phase(measured))).toBe(words);
});
