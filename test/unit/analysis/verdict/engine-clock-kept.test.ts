import { expect, it } from "vitest";
import type { Facts } from "../../../../src/analysis/facts/facts.ts";
import { engineClockKept } from "../../../../src/analysis/verdict/engine-clock-kept.ts";

const begin = Date.parse("2026-11-23T11:00:00Z");
const judged = (...offs: readonly number[]) => {
  const looks = offs.map((offMs, index) => {
    const askedAt = index * 60_000;
    const told = new Date(begin + askedAt + offMs).toISOString();
    return { type: "engine-clock", at: askedAt + 20, askedAt, told };
  });
  return engineClockKept({ eventsOf: () => looks } as unknown as Pick<Facts, "eventsOf">);
};

it("nothing is said where nobody looked twice, as in journals of earlier releases", () => {
  expect([judged(), judged(0)]).toEqual([[], []]);
});

it("a clock that is hours off and goes on is no matter", () => {
  expect(judged(-7_200_000, -7_200_000)).toMatchObject([{ outcome: "pass", summary: "it did at 2 looks" }]);
});

it("one that fell behind makes the run inconclusive: its machine may have stood still", () => {
  expect(judged(0, -30_000, -30_000)).toMatchObject([
    {
      outcome: "inconclusive",
      summary:
        "it fell behind by 30 s or more between 20 ms and 60 s (that machine stood still, or its clock was set back)",
    },
  ]);
  expect(judged(0, 3_600_000)).toMatchObject([
    {
      outcome: "inconclusive",
      summary: expect.stringMatching(
        /^it ran ahead by .* \(this machine stood still, or that clock was set forward\)$/,
      ),
    },
  ]);
});
