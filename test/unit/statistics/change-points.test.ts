import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/model/random.ts";
import { changePoints } from "../../../src/statistics/change-points.ts";
import { sampleOf } from "../../../src/statistics/sample.ts";

/** Nights whose values vary by 300 around these levels, each known to 100. */
function nights(levels: readonly number[], seed: number) {
  const random = createRandom(seed);
  return levels.map((level) => {
    const from = level + 300 * random();
    return sampleOf([from, from + 100]);
  });
}

const times = (count: number, level: number) => new Array<number>(count).fill(level);

describe("change points over nights", () => {
  it("are where a new level begins, and where it ends again", () => {
    const samples = nights([...times(25, 1_400), ...times(25, 1_900), ...times(25, 1_400)], 7);
    expect(changePoints(samples, createRandom(1))).toEqual([25, 50]);
  });

  it("are not made of single bad nights, of few nights, nor of outages that overlap", () => {
    const single = nights(times(20, 1_400), 7).with(9, sampleOf([9_000, null]));
    expect(changePoints(single, createRandom(1))).toEqual([]);
    expect(changePoints(nights([1_400, 1_400, 1_400, 9_000, 9_000, 9_000], 7), createRandom(1))).toEqual([]);
    expect(
      changePoints(
        Array.from({ length: 20 }, (_, index) => sampleOf([index, index + 100])),
        createRandom(1),
      ),
    ).toEqual([]);
  });

  it("are found in about 1 % of histories in which nothing changed", () => {
    const histories = Array.from({ length: 150 }, (_, seed) => nights(times(20, 1_400), seed));
    const told = histories.filter((samples, seed) => changePoints(samples, createRandom(seed)).length > 0);
    expect(told.length).toBeLessThanOrEqual(5);
  });
});
