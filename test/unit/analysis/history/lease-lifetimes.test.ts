import { expect, test } from "vitest";
import { leaseLifetimes } from "../../../../src/analysis/history/lease-lifetimes.ts";
import type { LaneTrack } from "../../../../src/model/timeline.ts";
import { trackOf, writeLane } from "../../../support/lane-track.ts";

const whole = [{ from: 0, to: Number.POSITIVE_INFINITY }];

/** An answer about a lease, with its begin and its end. */
type Answer = readonly [from: number, to: number, detail: string];

function told(...answers: readonly Answer[]): LaneTrack[] {
  const samples = answers.map(([started, ended, detail], number) => ({
    lane: 0,
    number,
    scheduled: started,
    started,
    ended,
    outcome: "ok" as const,
    connection: 1,
    detail,
  }));
  return [{ ...trackOf({ samples }), lane: { ...writeLane, id: "etcd-lease/a/new", operation: "etcd-lease" } }];
}

/** As long a leader may still believe to be one, milliseconds. */
const believesMs = 500;
const judge = (tracks: LaneTrack[], epochs = whole) => leaseLifetimes(tracks, epochs, believesMs);

const gone = (from: number, lease = 7): Answer => [from, from + 10, `${lease} gone`];
const granted: Answer = [0, 50, "7 granted 10"];
const endedIn = (...answers: readonly Answer[]) => judge(told(...answers)).findings.length;

test("a lease lasts from the begin of what granted or renewed it, so long that the end of a look is before its end", () => {
  expect(endedIn(granted, gone(60), gone(9_980))).toBe(1);
  // The clocks of one machine may go apart by a millisecond.
  expect(endedIn(granted, gone(60), gone(9_989))).toBe(0);
  expect(endedIn(granted, gone(9_985), gone(11_000))).toBe(0);
  expect(endedIn(granted, gone(60, 8), gone(2_000, 8))).toBe(0);
});

test("a renewal makes it last longer, a look says how long it still does", () => {
  expect(endedIn(granted, [8_000, 8_010, "7 renewed 10"], gone(12_000), gone(13_000))).toBe(1);
  expect(endedIn([8_000, 8_010, "7 left 5"], gone(11_000), gone(12_000))).toBe(1);
  expect(endedIn([8_000, 8_010, "7 left 3"], gone(11_000), gone(12_000))).toBe(0);
});

test("what overlaps may come in either order, and what was not granted yet may be told to be gone", () => {
  expect(endedIn(granted, [40, 60, "7 gone"], [45, 600, "7 gone"])).toBe(0);
  expect(endedIn(gone(0), gone(700), [1_000, 1_010, "7 granted 10"], [1_030, 1_040, "7 renewed 10"])).toBe(0);
});

test("a leader that is none any more may tell it, for the time of an election: it must be told longer", () => {
  const once = judge(told(granted, gone(100), gone(300), [9_000, 9_010, "8 gone"]));
  expect([once.findings.length, once.doubtful.length, once.mistaken]).toEqual([0, 1, 0]);
  const wrong = judge(told(granted, gone(100), gone(590), [2_100, 2_110, "7 left 7"]));
  expect([wrong.findings.length, wrong.doubtful.length, wrong.mistaken]).toEqual([0, 0, 2]);
  const overdue = judge(told(granted, [100, 110, "7 overdue"], [2_000, 2_010, "7 overdue"]));
  expect(overdue).toEqual({ compared: 0, findings: [], doubtful: [], mistaken: 0 });
});

test("a lease that one lane is told to be gone for longer than a leader believes is gone for it, whoever renews it", () => {
  const other = (...answers: readonly Answer[]): LaneTrack[] =>
    told(...answers).map((track) => ({ ...track, lane: { ...track.lane, id: "etcd-lease/b/new", index: 1 } }));
  const renewed = other(...[400, 1_500, 2_500].map((at): Answer => [at, at + 10, "7 renewed 10"]));
  const long = judge([...told(granted, gone(100), gone(700), gone(2_000)), ...renewed]);
  expect([long.findings.length, long.doubtful.length, long.mistaken]).toEqual([1, 0, 3]);
  expect(long.findings[0]?.text).toMatch(/and by etcd-lease\/a\/new 1\.89 s later, though others found it$/);
  // Twice may be two mistakes.
  const twoOnly = judge([...told(granted, gone(100), gone(2_000)), ...renewed]);
  expect([twoOnly.findings.length, twoOnly.doubtful.length, twoOnly.mistaken]).toEqual([0, 1, 2]);
  const short = judge([...told(granted, gone(100), gone(590)), ...renewed]);
  expect([short.findings.length, short.mistaken]).toEqual([0, 2]);
  // The first time others still found it, the second nobody did any more.
  const at400 = other([400, 410, "7 renewed 10"]);
  const last = judge([...told(granted, gone(100), gone(2_000)), ...at400]);
  expect([last.findings.length, last.doubtful.length]).toEqual([0, 2]);
  // Told twice, and found by the same lane in between: each was a leader that was none any more.
  const twice = judge([...told(granted, gone(100), [1_000, 1_010, "7 left 8"], gone(2_000)), ...renewed]);
  expect([twice.findings.length, twice.mistaken]).toEqual([0, 2]);
});

test("an answer that took long says no later than a quick one since when a lease is gone", () => {
  expect(endedIn(granted, [60, 2_000, "7 gone"], gone(100), gone(700))).toBe(1);
  expect(endedIn(granted, [60, 2_000, "7 gone"], [100, 1_900, "7 gone"], gone(700))).toBe(0);
  expect(endedIn(granted, [60, 2_000, "7 gone"], [100, 1_900, "7 gone"], gone(700), gone(1_300))).toBe(1);
});

test("a finding names who was told what, and reaches from the promise to the last word", () => {
  const [finding] = judge(told(granted, gone(100), gone(700))).findings;
  expect(finding).toMatchObject({ rule: "early-expiry", from: 0, to: 710 });
  expect(finding?.text).toMatch(
    /^lease 7 told to be gone by etcd-lease\/a\/new, 50(\.0)? ms after .* and 9\.\d+ s before its end, and by \S+ 590 ms later$/,
  );
});

test("a restored store knows no lease from before", () => {
  const answers = told(granted, gone(2_000), gone(3_000));
  const epochs = [
    { from: 0, to: 1_000 },
    { from: 1_500, to: Number.POSITIVE_INFINITY },
  ];
  expect([judge(answers), judge(answers, epochs)].map(({ findings }) => findings.length)).toEqual([1, 0]);
});

test("answers that had to find their lease are counted, and answers that failed say nothing", () => {
  const [track] = told(granted, [60, 70, "7 renewed 10"], gone(80), gone(800)) as [LaneTrack];
  const failed = track.all.map((sample, index) => (index < 2 ? sample : { ...sample, outcome: "failed" as const }));
  expect(judge([{ ...track, all: failed }])).toEqual({ compared: 1, findings: [], doubtful: [], mistaken: 0 });
});
