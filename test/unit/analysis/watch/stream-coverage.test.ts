import { expect, test } from "vitest";
import { coverageOf, isTorn } from "../../../../src/analysis/watch/stream-coverage.ts";
import type { WatchArrival } from "../../../../src/model/watch.ts";
import { closed, gone, listed, opened, told } from "../../../support/observed-run.ts";

const covered = (...arrivals: readonly WatchArrival[]) =>
  coverageOf({ arrivals: arrivals.map((arrival, number) => ({ ...arrival, number })) }).covered;
const pod = { name: "a" };

test("a stream that stood until it was stopped covers all from its list on", () => {
  expect(covered(listed(10, []), opened(20), closed(900, "stopped"))).toEqual([{ from: 10, to: 900 }]);
});

test("a stream that never opened and was stopped covers nothing", () => {
  expect(covered(listed(10, []), closed(900, "stopped"))).toEqual([{ from: 10, to: 10 }]);
  expect(covered(closed(10, "refused"), closed(900, "stopped"))).toEqual([]);
  expect(covered()).toEqual([]);
});

test("a resumed stream tells what happened meanwhile, a list after a loss does not", () => {
  const lost = [listed(10, []), opened(20), closed(300, "reset")];
  expect(covered(...lost, opened(600), told(620, pod), closed(2_000, "stopped"))).toEqual([{ from: 10, to: 2_000 }]);
  expect(covered(...lost, opened(600), gone(601), closed(602, "gone"), listed(700, []), opened(701))).toEqual([
    { from: 10, to: 300 },
    { from: 700, to: 700 },
  ]);
});

test("a resumed stream that brought nothing must have stood for a while", () => {
  const lost = [listed(10, []), opened(20), closed(300, "reset"), opened(600)];
  expect(covered(...lost, closed(700, "reset"))).toEqual([{ from: 10, to: 300 }]);
  expect(covered(...lost, closed(1_700, "reset"))).toEqual([{ from: 10, to: 1_700 }]);
});

test("a stream that was found dead covers no more than what it told, unless it was resumed", () => {
  const dead = [listed(10, []), opened(20), told(100, pod), closed(9_000, "ping")];
  expect(covered(...dead)).toEqual([{ from: 10, to: 100 }]);
  expect(covered(...dead, opened(9_100), told(9_110, pod))).toEqual([{ from: 10, to: 9_110 }]);
});

test("a stream that begins after what was told last has missed what was between", () => {
  const lost = [listed(10, [], 7), opened(20, 7), told(100, pod, 9), closed(300, "reset")];
  const resumed = (revision: number) =>
    covered(...lost, opened(400, revision), told(500, pod, 20), closed(900, "stopped"));
  expect(resumed(9)).toEqual([{ from: 10, to: 900 }]);
  expect(resumed(12)).toEqual([{ from: 10, to: 300 }]);
});

test("where rows are missing nothing is covered until the next list", () => {
  const rows = [listed(10, []), opened(20), told(100, pod), told(200, pod), told(300, pod), closed(900, "stopped")];
  const numbered = rows.map((arrival, number) => ({ ...arrival, number }));
  const without = (...lost: readonly number[]) =>
    coverageOf({ arrivals: numbered.filter((_, n) => !lost.includes(n)) });
  expect(without(3).covered).toEqual([{ from: 10, to: 100 }]);
  expect(without(0)).toMatchObject({ covered: [], whole: false });
  expect(without(5)).toMatchObject({ covered: [{ from: 10, to: 300 }], stoppedAt: undefined });
});

test("a list without its objects leaves the state unknown", () => {
  const bare: WatchArrival = { at: 10, kind: "listed", revision: 1_000 };
  expect(covered(bare, opened(20), told(100, pod), closed(900, "stopped"))).toEqual([]);
});

test("a lane is torn where a row is missing, wherever it is", () => {
  const rows = [listed(10, []), opened(20), told(100, pod), closed(900, "stopped")];
  const numbered = rows.map((arrival, number) => ({ ...arrival, number }));
  expect(isTorn({ arrivals: numbered })).toBe(false);
  for (const [index] of numbered.entries()) expect(isTorn({ arrivals: numbered.toSpliced(index, 1) })).toBe(true);
  expect(isTorn({ arrivals: [] })).toBe(true);
});
