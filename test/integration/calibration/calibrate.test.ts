import { expect, it } from "vitest";
import { calibrate } from "../../../src/calibration/calibration.ts";
import { renderCalibration } from "../../../src/calibration/calibration-table.ts";
import { outcomeOf } from "../../../src/calibration/fitness.ts";
import { mostProbings, needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";

it(
  "the real probes measure scripted outages with the truth inside their bounds",
  { timeout: mostProbings * 240_000 },
  needsFitMachine(async () => {
    const steps: string[] = [];
    const result = await calibrate({
      trials: 48,
      fastTrials: 8,
      calmMs: 2_000,
      deadThirdMs: 5_000,
      seed: 20,
      blackhole: false,
      signal: new AbortController().signal,
      onProgress: (text) => steps.push(text),
    });
    expect({ outcome: outcomeOf(result), wrong: result.wrong }).toEqual({ outcome: "pass", wrong: [] });
    expect(result.total.trials).toBeGreaterThanOrEqual(40);
    expect(result.peers.map((peer) => peer.name)).toEqual(["1 s ticker", "2 s closed loop", "5 s poll"]);
    expect(steps.length).toBeGreaterThan(3);
    expect(renderCalibration(result, 120)).toContain("truth inside the bounds");
  }),
);
