import { expect, test } from "vitest";
import type { FailoverPhase } from "../../../../src/model/failover.ts";
import type { Report } from "../../../../src/model/report.ts";
import { failoverLines } from "../../../../src/report/console/console-failovers.ts";

const phase = (name: string, change: Partial<FailoverPhase> = {}): FailoverPhase => ({
  ...{ phase: name, measuredMs: [400, 1_900], expectedMs: null, expectedSource: "", state: null, summary: "" },
  ...change,
});
const lines = (phases: readonly FailoverPhase[], width = 100) =>
  failoverLines(
    { failovers: [{ faultId: "kill", requests: null, phases }], slowerThanStock: [] } as unknown as Report,
    width,
  );

test("a few phases are one sentence, many are a line each; one alone is no news", () => {
  expect(lines([phase("a"), phase("b")])).toEqual([
    { text: "  kill: a 400 ms to 1.9 s; b 400 ms to 1.9 s", deviates: false },
  ]);
  const many = lines(Array.from({ length: 7 }, (_, index) => phase(`phase ${index}`)));
  expect(many.map(({ text }) => text).slice(0, 2)).toEqual([
    "  kill, since its injection:",
    "    phase 0  400 ms to 1.9 s",
  ]);
  expect(many).toHaveLength(8);
  expect(lines([phase("a")])).toEqual([]);
});

test("what deviates is told with what was expected, on either side", () => {
  const slow = phase("b", { state: "deviating", expectedMs: [0, 300] });
  expect(lines([phase("a"), slow]).filter(({ deviates }) => deviates)).toEqual([
    { text: "  deviating: kill: b 400 ms to 1.9 s, expected at most 300 ms", deviates: true },
  ]);
});
