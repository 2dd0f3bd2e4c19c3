import { describe, expect, it } from "vitest";
import { byLength, figuresOf } from "../../../src/calibration/calibration-result.ts";
import { falseOutages, measureTrial, measureTrials } from "../../../src/calibration/measured-trial.ts";
import type { Truth } from "../../../src/calibration/trial.ts";
import type { Lane } from "../../../src/model/lane.ts";
import type { Sample } from "../../../src/model/sample.ts";

const lane = { index: 0, id: "quorum-read/server1/new", connection: "new" } as Lane;
const ms = (value: number) => BigInt(Math.round(value * 1e6));
const truth = (from: number, to: number): Truth => ({
  track: 0,
  trial: { kind: "refused", calmMs: 3_000, lengthMs: to - from },
  beganNs: [ms(from), ms(from)],
  endedNs: [ms(to), ms(to)],
});

/** Attempts every 100 ms, 5 ms long, that fail from one time to another. */
function attempts(from: number, to: number): Sample[] {
  return Array.from({ length: 100 }, (_, n) => ({
    lane: 0,
    number: n,
    scheduled: n * 100,
    started: n * 100,
    connected: n * 100 + 2,
    ended: n * 100 + 5,
    outcome: n * 100 >= from && n * 100 < to ? ("failed" as const) : ("ok" as const),
    connection: n,
  }));
}

describe("measureTrial", () => {
  it("finds the truth inside the bounds of an outage that was measured well", () => {
    const trial = measureTrial(lane, attempts(2_050, 3_050), truth(2_050, 3_050), 0n);
    expect(trial).toMatchObject({ seen: true, inside: true, truthMs: 1_000 });
    expect(trial.atLeastMs).toBeLessThanOrEqual(1_000);
    expect(trial.atMostMs).toBeGreaterThanOrEqual(1_000);
  });

  it("says when the bounds do not hold the truth", () => {
    expect(measureTrial(lane, attempts(2_050, 3_050), truth(2_050, 2_600), 0n).inside).toBe(false);
    expect(measureTrial(lane, attempts(2_050, 2_450), truth(2_050, 3_050), 0n).inside).toBe(false);
  });

  it("holds an outage together that a success tells as two, which overtook the first attempt that met it", () => {
    const overtaken = attempts(2_050, 2_250).map((sample): Sample => {
      if (sample.scheduled === 2_000) return { ...sample, ended: 2_110, outcome: "failed" };
      return sample.scheduled === 2_100 ? { ...sample, started: 2_010, ended: 2_030, outcome: "ok" } : sample;
    });
    expect(measureTrial(lane, overtaken, truth(2_050, 2_250), 0n)).toMatchObject({ seen: true, inside: true });
  });

  it("forgives an outage that fell between two attempts, and no other", () => {
    expect(measureTrial(lane, attempts(0, 0), truth(2_010, 2_090), 0n)).toMatchObject({ seen: false, inside: true });
    expect(measureTrial(lane, attempts(0, 0), truth(2_010, 2_150), 0n)).toMatchObject({ seen: false, inside: false });
  });
});

describe("a server that flaps", () => {
  const flap = (from: number, to: number): Truth => {
    const one = truth(from, to);
    return { ...one, trial: { ...one.trial, kind: "flapping" } };
  };
  const failing = (...times: readonly (readonly [number, number])[]) =>
    attempts(0, 0).map((sample): Sample => {
      const out = times.some(([from, to]) => sample.started >= from && sample.started < to);
      return out ? { ...sample, outcome: "failed" } : sample;
    });

  it("is held against the truth outage by outage where a lane saw it return", () => {
    const samples = failing([2_050, 2_350], [2_560, 2_850]);
    const trials = measureTrials(lane, samples, [flap(2_050, 2_350), flap(2_560, 2_850)], 0n);
    expect(trials.map(({ inside, seen }) => [inside, seen])).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it("is one outage to a lane that no attempt told of its return", () => {
    const samples = failing([2_050, 2_850]);
    const trials = measureTrials(lane, samples, [flap(2_050, 2_350), flap(2_360, 2_850)], 0n);
    expect(trials).toMatchObject([{ inside: true, seen: true, truthMs: 800 }]);
  });

  it("is wrong where the bounds hold neither", () => {
    const samples = failing([2_050, 3_850]);
    const trials = measureTrials(lane, samples, [flap(2_050, 2_350), flap(2_360, 2_850)], 0n);
    expect(trials.map(({ inside }) => inside)).toEqual([false]);
  });
});

it("falseOutages names what no truth explains", () => {
  expect(falseOutages(attempts(2_050, 3_050), [truth(2_050, 3_050)], 0n)).toHaveLength(0);
  expect(falseOutages(attempts(2_050, 3_050), [truth(5_000, 6_000)], 0n)).toHaveLength(1);
});

it("figures count what was seen, missed and how wide the bounds were", () => {
  const trials = [
    measureTrial(lane, attempts(2_050, 3_050), truth(2_050, 3_050), 0n),
    measureTrial(lane, attempts(0, 0), truth(2_010, 2_090), 0n),
  ];
  expect(figuresOf("all", trials)).toMatchObject({ trials: 2, inside: 2, missed: 1 });
  expect(byLength(trials).map((group) => group.trials)).toEqual([1, 0, 0, 1, 0]);
});
