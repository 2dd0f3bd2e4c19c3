import { describe, expect, it } from "vitest";
import type { CalibrationResult } from "../../../src/calibration/calibration-result.ts";
import { outcomeOf, whyNotFit } from "../../../src/calibration/fitness.ts";

const readings = (shares: object) =>
  Array.from({ length: 20 }, (_, n) => ({ from: n * 1_000, to: n * 1_000 + 1_000, machineCpuShare: 0.3, ...shares }));
const calm = { probing: [readings({})], serving: readings({}), selfProbeFailures: 0, lateP99Ms: 2 };
const wrong = [{ lane: "quorum-read/server1/new" }] as unknown as CalibrationResult["wrong"];
const still = { laneHours: 1, falseOutages: 0 };

describe("a machine that is not fit to calibrate on", () => {
  it("is none on which probes and servers keep their time", () => {
    expect(whyNotFit(calm)).toEqual([]);
  });

  it("is one whose host takes its CPU, or that is at its limit", () => {
    expect(whyNotFit({ ...calm, probing: [readings({}), readings({ stolenShare: 0.33 })] })).toEqual([
      "the host took 33 % of this machine's CPU, 33 % in the worst 5 s",
    ]);
    expect(whyNotFit({ ...calm, probing: [readings({ machineCpuShare: 1 })] })).toHaveLength(1);
  });

  it("is one on which the probes, or the servers, are kept off the CPU", () => {
    expect(whyNotFit({ ...calm, lateP99Ms: 99 })).toEqual(["attempts started late, 99 ms at the 99th percentile"]);
    expect(whyNotFit({ ...calm, selfProbeFailures: 2 })).toEqual(["the self-probe failed 2 times"]);
    expect(whyNotFit({ ...calm, serving: readings({ loopDelayP99Ms: 90 }) })).toEqual([
      "the scripted servers' event loop was late by 90 ms in the worst 5 s",
    ]);
  });

  it("makes what lies outside of its bounds say nothing, and nothing else", () => {
    expect(outcomeOf({ wrong, calm: still, unfit: [] })).toBe("fail");
    expect(outcomeOf({ wrong: [], calm: { ...still, falseOutages: 1 }, unfit: [] })).toBe("fail");
    expect(outcomeOf({ wrong, calm: still, unfit: ["busy"] })).toBe("inconclusive");
    expect(outcomeOf({ wrong: [], calm: still, unfit: ["busy"] })).toBe("pass");
  });
});
