import { describe, expect, it } from "vitest";
import { guaranteeHistories } from "../../../../src/analysis/runs/guarantee-history.ts";
import { changesOf } from "../../../../src/analysis/runs/trend.ts";
import { listedRun } from "../../../support/listed-runs.ts";

const night = (index: number, ms: number) => {
  const least = ms + ((index * 7919) % 300);
  const startedAt = new Date(Date.UTC(2026, 9, 1 + index)).toISOString();
  return listedRun({
    name: `run-${index}`,
    startedAt,
    verdicts: [{ id: "leader-within", measuredMs: [least, least + 100] }],
  });
};
const nights = (levels: readonly number[]) => guaranteeHistories(levels.map((ms, index) => night(index, ms)));

describe("changes of what a guarantee measures, over nights", () => {
  it("are told with the first run of the new level and by how much it differs", () => {
    const [history] = nights([...new Array(12).fill(1_400), ...new Array(12).fill(1_900)]);
    const [change, ...others] = changesOf(history as NonNullable<typeof history>);
    expect(others).toEqual([]);
    expect(change?.since.name).toBe("run-12");
    expect(change?.longerMs[0]).toBeGreaterThan(400);
    expect(change?.longerMs[1]).toBeLessThan(600);
  });

  it("are none where nothing changed, and where too few runs are there", () => {
    for (const levels of [new Array(24).fill(1_400), [1_400, 9_000]]) {
      const [history] = nights(levels);
      expect(changesOf(history as NonNullable<typeof history>)).toEqual([]);
    }
  });
});
