import { expect, test } from "vitest";
import { mostKept, Tally } from "../../../../src/analysis/history/tally.ts";
import type { Stretch } from "../../../../src/analysis/timeline/stretches.ts";

const faults: Stretch[] = [
  { name: "kill", from: 100, to: 200 },
  { name: "cut", from: 300, to: Number.POSITIVE_INFINITY },
];

test("comparisons are counted in all of the run, and in each fault that their time touches", () => {
  const tally = new Tally(faults);
  const spans: [number, number][] = [
    [10, 20],
    [90, 110],
    [150, 350],
    [200, 210],
    [400, 410],
  ];
  for (const [from, to] of spans) tally.compare("stale-read", { from, to });
  expect([tally.compared("stale-read"), tally.compared("stale-read", 0), tally.compared("stale-read", 1)]).toEqual([
    5, 2, 2,
  ]);
  expect([tally.compared("lost-write"), tally.compared("lost-write", 1)]).toEqual([0, 0]);
});

test("of too many contradictions the first are kept, and all are counted; no further one gets words", () => {
  const tally = new Tally();
  let made = 0;
  const text = () => `${++made}`;
  for (let at = 0; at < 3 * mostKept; at += 1) tally.contradict({ rule: "stale-read", from: at, to: at + 1, text });
  expect([tally.findings.count, tally.findings.items.length, made]).toEqual([3 * mostKept, mostKept, mostKept]);
  expect(tally.findings.items[0]).toEqual({ rule: "stale-read", from: 0, to: 1, text: "1" });
});

test("what a missing row may explain is in doubt, and nothing else", () => {
  const tally = new Tally([], (absence) => "stream" in absence && absence.revision === 7);
  const gap = (revision: number) => ({
    rule: "watch-gap" as const,
    from: 0,
    to: 1,
    text: () => `${revision}`,
    absence: { stream: "watch/a/http2", revision },
  });
  tally.contradict(gap(7));
  tally.contradict(gap(8));
  tally.contradict({ rule: "stale-read", from: 0, to: 1, text: () => "stale" });
  expect(tally.doubtful.items.map(({ text }) => text)).toEqual(["7"]);
  expect(tally.findings.items.map(({ text }) => text)).toEqual(["8", "stale"]);
});
