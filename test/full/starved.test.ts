import { describe, expect, it } from "vitest";
import { calibrate } from "../../src/calibration/calibration.ts";
import { renderCalibration } from "../../src/calibration/calibration-table.ts";
import { outcomeOf } from "../../src/calibration/fitness.ts";
import { starve, starved } from "../support/starvation.ts";

describe.each(["probes", "servers", "both"] as const)("a calibration whose %s get a tenth of the CPU", (who) => {
  it("never blames the meter, and says that it was not fit", { timeout: 240_000 }, async () => {
    const end = starve(starved[who]);
    try {
      const result = await calibrate({
        trials: 16,
        fastTrials: 4,
        calmMs: 2_000,
        deadThirdMs: 2_000,
        seed: 20,
        blackhole: false,
        signal: new AbortController().signal,
        onProgress: () => {},
      });
      expect(result.unfit).not.toEqual([]);
      expect(outcomeOf(result)).not.toBe("fail");
      expect(renderCalibration(result, 120)).toContain("not fit to calibrate on: ");
    } finally {
      end();
    }
  });
});
