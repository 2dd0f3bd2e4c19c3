import { expect, test } from "vitest";
import { epochsOf, lastEpoch, liesIn } from "../../../../src/analysis/history/epochs.ts";

const loss = { begunAt: 50, overAt: 90 };

test("a run without a restore is one epoch", () => {
  const whole = [{ from: 0, to: Number.POSITIVE_INFINITY }];
  expect(epochsOf([])).toEqual(whole);
});

test("a restore divides a run, each of two too; one that was not proven has no time after it", () => {
  expect(epochsOf([loss])).toEqual([
    { from: 0, to: 50 },
    { from: 90, to: Number.POSITIVE_INFINITY },
  ]);
  const second = { begunAt: 120, overAt: 150 };
  expect(epochsOf([loss, second]).map(({ from, to }) => [from, to])).toEqual([
    [0, 50],
    [90, 120],
    [150, Number.POSITIVE_INFINITY],
  ]);
  expect(epochsOf([{ begunAt: 50 }])).toEqual([{ from: 0, to: 50 }]);
  expect(epochsOf([{ begunAt: 50 }, second])).toEqual([
    { from: 0, to: 50 },
    { from: 150, to: Number.POSITIVE_INFINITY },
  ]);
});

test("of a restore that was not proven nothing follows that could be looked for at the end", () => {
  const late = epochsOf([{ begunAt: 50 }]);
  expect(late.some((epoch) => liesIn({ from: 10, to: 20 }, epoch))).toBe(true);
  expect(liesIn({ from: 10, to: 20 }, lastEpoch(late))).toBe(false);
  expect(lastEpoch(epochsOf([loss]))).toEqual({ from: 90, to: Number.POSITIVE_INFINITY });
  expect(lastEpoch(epochsOf([]))).toEqual({ from: 0, to: Number.POSITIVE_INFINITY });
});

test("what reaches over a restore lies in no epoch", () => {
  const [before, after] = epochsOf([loss]);
  const reaching = { from: 49, to: 91 };
  expect([before, after].map((epoch) => epoch && liesIn(reaching, epoch))).toEqual([false, false]);
  expect(before && liesIn({ from: 10, to: 50 }, before)).toBe(true);
});
