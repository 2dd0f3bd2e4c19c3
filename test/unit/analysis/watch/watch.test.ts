import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import { DueWrites } from "../../../../src/analysis/watch/due-writes.ts";
import { describeDisorder, type FollowedWatch } from "../../../../src/analysis/watch/followed-watch.ts";
import { followWatch, lateMs, longestSilence } from "../../../../src/analysis/watch/watch.ts";
import { leastSilenceMs } from "../../../../src/analysis/watch/watch-follower.ts";
import type { Outcome } from "../../../../src/model/outcome.ts";
import { createRandom } from "../../../../src/model/random.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import type { WatchTrack } from "../../../../src/model/timeline.ts";
import { fromWatchRow, toWatchRow, type WatchArrival } from "../../../../src/model/watch.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";
import { guaranteeStories } from "../../../support/guarantee-stories.ts";

const lane = {
  index: 1,
  id: "watch/api/reused",
  operation: "watch",
  via: "lb",
  connection: "reused",
  seed: 1,
  idleMs: 10_000,
  host: "127.0.0.1",
  port: 1,
} as const;

function write(revision: number, started: number, ended: number): Sample {
  return {
    lane: 0,
    number: 0,
    scheduled: started,
    started,
    ended,
    outcome: "ok",
    connection: 1,
    revision,
    detail: `a ${revision}`,
  };
}

function follow(writes: readonly Sample[], arrivals: readonly WatchArrival[], endedAt = 100_000): FollowedWatch {
  return followWatch({ lane, arrivals } satisfies WatchTrack, new DueWrites(writes), { endedAt });
}

const listed = (at: number, revision: number): WatchArrival => ({ at, kind: "listed", revision });
const opened = (at: number, revision: number): WatchArrival => ({ at, kind: "opened", revision, connection: 1 });
const event = (at: number, revision: number): WatchArrival => ({ at, kind: "event", revision });
const closed = (at: number, reason: string): WatchArrival => ({ at, kind: "closed", reason, connection: 1 });
const begin = [listed(0, 10), opened(1, 10)];
const three = [write(11, 100, 110), write(12, 200, 210), write(13, 300, 310)];
const fates = ({ writes }: FollowedWatch) => writes.map(({ write: { revision }, fate }) => `${revision} ${fate}`);

describe("what becomes of acknowledged writes on a watch", () => {
  it("is told by revision, not by time: a list may already hold the first ones", () => {
    const watch = follow(three, [
      listed(150, 11),
      opened(160, 11),
      event(205, 12),
      event(305, 13),
      closed(400, "stopped"),
    ]);
    expect(fates(watch)).toEqual(["12 delivered", "13 delivered"]);
  });

  it("is lost once a later event, bookmark or list says that it should have come", () => {
    expect(fates(follow(three, [...begin, event(105, 11), event(305, 13)]))).toEqual([
      "11 delivered",
      "12 lost",
      "13 delivered",
    ]);
    const bookmark: WatchArrival = { at: 400, kind: "bookmark", revision: 12 };
    expect(fates(follow(three, [...begin, event(105, 11), bookmark]))).toEqual([
      "11 delivered",
      "12 lost",
      "13 pending",
    ]);
  });

  it("is explained by the list that follows a 410, but not what had been passed over before", () => {
    const relist = [...begin, event(205, 12), closed(250, "reset"), listed(350, 13), opened(351, 13)];
    expect(fates(follow(three, relist))).toEqual(["11 lost", "12 delivered", "13 relisted"]);
  });

  it("is not followed where no stream ever stood", () => {
    expect(follow(three, [listed(0, 10), closed(5, "http-500")]).since).toBeUndefined();
    expect(follow(three, [closed(5, "refused")]).writes).toEqual([]);
  });

  it("counts lateness from the stream that brought it where it was written without one", () => {
    const watch = follow(three, [...begin, event(105, 11), closed(150, "reset"), opened(5_000, 11), event(5_003, 12)]);
    const [first, second, third] = watch.writes.map((one) => lateMs(one, 6_000));
    expect([first, second, third]).toEqual([0, 3, 1_000]);
    expect(watch.disconnects).toEqual([{ from: 150, to: 5_000, reason: "reset", cutBytes: undefined }]);
  });

  it("tells what came twice from what came out of order", () => {
    const watch = follow(three, [...begin, event(205, 12), event(206, 12), event(207, 11), event(305, 13)]);
    expect(watch.duplicates.map(describeDisorder)).toEqual(["revision 12 came again"]);
    expect(watch.outOfOrder.map(describeDisorder)).toEqual(["revision 11 came after 12"]);
    const list = follow(three, [...begin, event(205, 12), listed(300, 11), opened(301, 11)]);
    expect(list.outOfOrder.map(describeDisorder)).toEqual(["a list of 11 came after 12"]);
  });

  it("takes no chosen end for a disconnect", () => {
    const ends = ["expired", "moved"].flatMap((reason, n) => [closed(20 + n, reason), opened(21 + n, 10)]);
    expect(follow(three, [...begin, ...ends, closed(400, "stopped")]).disconnects).toEqual([]);
  });
});

describe("silence", () => {
  it("is bounded by the moments between which the first write that was due can have been taken", () => {
    const [silence] = follow([write(11, 1_000, 1_400)], [...begin, event(4_000, 11)]).silences;
    expect(silence).toEqual({ from: 1_000, to: 4_000, atLeastMs: 2_600, atMostMs: 3_000, reasons: [] });
  });

  it("is none while nothing is written, however long nothing comes", () => {
    expect(follow(three, [...begin, event(105, 11), event(205, 12), event(305, 13)], 90_000).silences).toEqual([]);
  });

  it("that is open at the end has no upper bound, and names why streams were lost in it", () => {
    const watch = follow(three, [...begin, event(105, 11), closed(150, "ping"), closed(9_000, "refused")], 20_000);
    expect(longestSilence(watch.silences)).toMatchObject({
      from: 200,
      to: null,
      atLeastMs: 19_790,
      atMostMs: null,
      reasons: ["ping", "refused"],
    });
  });

  /** Writes of several lanes, each taken at a moment between its start and its end; revisions count the moments. */
  const history = fc
    .record({ seed: fc.nat(), count: fc.integer({ min: 1, max: 60 }), spreadMs: fc.integer({ min: 1, max: 900 }) })
    .map(({ seed, count, spreadMs }) => {
      const random = createRandom(seed);
      const taken = Array.from({ length: count }, () => random() * 10_000).toSorted((a, b) => a - b);
      const writes = taken.map((moment, n) =>
        write(11 + n, moment - random() * spreadMs, moment + random() * spreadMs),
      );
      return { taken, writes, random };
    });

  it("contains the truth for any history of writes and any times at which their events come", () => {
    fc.assert(
      fc.property(
        history,
        fc.array(fc.tuple(fc.integer({ max: 10_000, min: 0 }), fc.nat({ max: 4_000 })), { maxLength: 4 }),
        (h, silences) => {
          const { taken, writes } = h;
          let at = 1;
          const arrivals = taken.map((moment, n) => {
            const silent = silences.find(([from, length]) => moment >= from && moment < from + length);
            at = Math.max(at, silent === undefined ? moment : silent[0] + silent[1]);
            return event(at, 11 + n);
          });
          const watch = follow(writes, [listed(-2_000, 10), opened(-1_999, 10), ...arrivals], 30_000);
          // The truth: from the moment when the next write had been taken, or the arrival before, to the next arrival.
          const truths = arrivals.map(({ at: to }, n) => to - Math.max(arrivals[n - 1]?.at ?? -2_000, taken[n] ?? 0));
          for (const [n, truth] of truths.entries()) {
            const to = (arrivals[n] as WatchArrival).at;
            const found = watch.silences.find(
              (silence) => silence.to === to && (silence.atMostMs ?? 0) >= truth - 1e-6,
            );
            if (truth >= leastSilenceMs) expect(found?.atLeastMs).toBeLessThanOrEqual(truth + 1e-6);
          }
          expect(
            watch.silences.every(({ atLeastMs, atMostMs }) => atLeastMs <= (atMostMs ?? Number.POSITIVE_INFINITY)),
          ).toBe(true);
          expect(fates(watch).every((fate) => fate.endsWith("delivered"))).toBe(true);
          expect(watch.outOfOrder.length + watch.duplicates.length).toBe(0);
        },
      ),
    );
  });

  it("finds exactly what was left out, doubled or swapped in any stream", () => {
    const act = fc.constantFrom("keep", "drop", "double");
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 40 }), (acts) => {
        const writes = acts.map((_, n) => write(11 + n, n * 10, n * 10 + 5));
        const arrivals = acts.flatMap((what, n) =>
          what === "drop" ? [] : Array.from({ length: what === "double" ? 2 : 1 }, () => event(n * 10 + 6, 11 + n)),
        );
        const watch = follow(writes, [...begin.map((one) => ({ ...one, at: -1 })), ...arrivals]);
        const last = acts.findLastIndex((what) => what !== "drop");
        const expected = acts.map(
          (what, n) => `${11 + n} ${what !== "drop" ? "delivered" : n < last ? "lost" : "pending"}`,
        );
        expect(fates(watch)).toEqual(expected);
        expect(watch.duplicates.length).toBe(acts.filter((what) => what === "double").length);
        expect(watch.outOfOrder).toEqual([]);
      }),
    );
  });
});

it("a report tells of a long silence in words, and whether a client could know", async () => {
  const guarantees = await loadGuarantees();
  const findings = (name: string, outcome: Outcome) =>
    judge(buildTimeline(buildJournal(guaranteeStories[name]?.[outcome] as Story)), guarantees).findings;
  expect(findings("watch-silence", "fail").at(-1)).toMatch(
    /^watch\/api\/reused heard nothing for 2\.9\d s.* from 4\.\d+ s on .*; its stream stood all the time/,
  );
  expect(findings("watch-silence", "pass").at(-1)).toMatch(/streams were lost or could not be opened: reset\.$/);
});

it("every arrival comes back from its journal row, and what is none is refused", () => {
  const all: WatchArrival[] = [
    { ...listed(1.5, 10) },
    { at: 2, kind: "opened", revision: 10, connection: 3, backend: 2 },
    { at: 2, kind: "opened", revision: 10, connection: 3, backend: undefined },
    event(3.1, 11),
    { ...event(3.2, 12), object: { name: "a", ready: ["b"] } },
    { ...listed(3.3, 12), object: { items: [{ name: "a" }] } },
    { at: 4, kind: "bookmark", revision: 12 },
    { at: 5, kind: "gone", revision: 12 },
    { at: 6, kind: "closed", reason: "reset", connection: 3, cutBytes: 17 },
    { at: 7, kind: "closed", reason: "refused", connection: undefined, cutBytes: undefined },
  ];
  for (const arrival of all) expect(fromWatchRow(JSON.parse(JSON.stringify(toWatchRow(arrival))))).toEqual(arrival);
  for (const row of [[1], [1, "x", 2], ["1", "e", 2], [1, "e"], [1, "c", 5]]) expect(fromWatchRow(row)).toBeUndefined();
});
