import { expect, it } from "vitest";
import { limitInWords, moment, rangeInWords, sentence } from "../../../../src/report/page/words.ts";

it("tells bounds as people do", () => {
  expect(rangeInWords([1_200, 1_430])).toBe("1.2 to 1.43 s");
  expect(rangeInWords([440, 1_910])).toBe("440 ms to 1.91 s");
  expect(rangeInWords([0, 398])).toBe("at most 398 ms");
  expect(rangeInWords([3_000, null])).toBe("at least 3 s");
  expect(rangeInWords([41, 41.2])).toBe("41 ms");
  expect(rangeInWords([110_000, 125_000])).toBe("1 min 50 s to 2 min 5 s");
});

it("tells a limit without zeros that say nothing", () => {
  expect([4_000, 60_000, 2_500, 1_430, 250, 120_000].map(limitInWords)).toEqual([
    ...["4 s", "60 s", "2.5 s", "1.43 s", "250 ms", "2 min"],
  ]);
});

it("tells a moment to the tenth of a second", () => {
  expect([83_412, 0].map(moment)).toEqual(["1:23.4", "0:00.0"]);
});

it("makes a sentence of a clause", () => {
  expect(sentence("writes stopped")).toBe("Writes stopped.");
  expect(sentence("Who knows?")).toBe("Who knows?");
});
