import { expect, it } from "vitest";
import type { Lane } from "../../../../../src/report/page/client/lane.ts";
import { exactMoment, failureInWords, toldBetween } from "../../../../../src/report/page/client/told.ts";

const failure = { at: 1_112.4, latencyMs: 2, outcome: "failed", error: "refused", backend: "control-plane2" } as const;
const lane: Lane = {
  ...{ name: "write/api/new", deadlineMs: 10_000, spans: [], outages: [], limits: [] },
  ok: [2, 1, 0, 3],
  late: [0, 0, 0, 1],
  failed: [0, 1, 0, 0],
  unknown: [0, 0, 0, 0],
  leastMs: [2, 3, null, 1],
  greatestMs: [8, 3, null, 1_200],
  failures: [failure],
  unobserved: [{ from: 1_250, to: 1_290, reason: "the tunnel was made anew" }],
};
const bins = { from: 1_000, ms: 100, count: 4 };

it("tells what began in a bin, how long answers took, and failures one by one", () => {
  expect(toldBetween(lane, bins, 1_110, 1_120)).toEqual([
    "0:01.1 to 0:01.2",
    "1 ok, 1 failed",
    "answered after 3 ms",
    "0:01.112: refused after 2 ms at control-plane2",
  ]);
});

it("tells several bins together where they are one place of the picture", () => {
  const told = toldBetween(lane, bins, 1_000, 1_400);
  expect(told.slice(0, 2)).toEqual(["0:01.0 to 0:01.4", "6 ok, 1 late, 1 failed"]);
  expect(told).toContain("nobody looked: the tunnel was made anew");
});

it("says where no attempt began, and where nobody looked", () => {
  expect(toldBetween(lane, bins, 1_210, 1_220)).toEqual([
    "0:01.2 to 0:01.3",
    "no attempt began",
    "nobody looked: the tunnel was made anew",
  ]);
});

it("tells a few failures, and how many more there are", () => {
  const many = { ...lane, failures: Array.from({ length: 7 }, (_, index) => ({ ...failure, at: 1_110 + index })) };
  expect(toldBetween(many, bins, 1_110, 1_120).at(-1)).toBe("and 3 more failures");
});

it("says of a write that it may have happened, and nothing of a control plane that is not known", () => {
  const told = failureInWords({ ...failure, outcome: "unknown", error: "reset", backend: "unknown" });
  expect(told).toBe("0:01.112: no answer to a write, reset after 2 ms");
  expect(exactMoment(83_400)).toBe("1:23.4");
});
