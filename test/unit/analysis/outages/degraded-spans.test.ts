import { expect, test } from "vitest";
import { degradedSpans } from "../../../../src/analysis/outages/degraded-spans.ts";
import type { Sample } from "../../../../src/model/sample.ts";

/** Five attempts a second; those at these places fail. */
const lane = (count: number, ...failed: readonly number[]): Sample[] =>
  Array.from({ length: count }, (_, index) => ({
    lane: 0,
    number: index,
    scheduled: index * 200,
    started: index * 200,
    ended: index * 200 + 5,
    outcome: failed.includes(index) ? ("failed" as const) : ("ok" as const),
    connection: index,
  }));

test("failures with too few successes between them to show an end are one stretch", () => {
  // 2.2 s apart: ten successes lie between 10 and 21, nine between 10 and 20.
  expect(degradedSpans(lane(60, 10, 21))).toHaveLength(2);
  const slow = lane(60, 10, 20).map((sample) => ({
    ...sample,
    started: sample.started * 1.2,
    ended: sample.ended * 1.2,
  }));
  const [stretch, ...more] = degradedSpans(slow);
  expect(more).toEqual([]);
  expect(stretch?.failures).toHaveLength(2);
  expect(stretch?.atMostMs).not.toBeNull();
});

test("only the last stretch of a lane may have no end", () => {
  const random = Array.from({ length: 40 }, (_, index) => 20 + ((index * index * 7 + index) % 240));
  const stretches = degradedSpans(lane(300, ...random, 296));
  expect(stretches.length).toBeGreaterThan(1);
  expect(stretches.slice(0, -1).filter(({ atMostMs }) => atMostMs === null)).toEqual([]);
  expect(stretches.at(-1)?.atMostMs).toBeNull();
});

test("a stretch too short for a share to say anything is counted with 20 attempts around it, wherever it lies", () => {
  const [early] = degradedSpans(lane(60, 1, 2, 3));
  expect(early).toMatchObject({ within: { failed: 3 }, around: { attempts: 20, failed: 3 } });
  const [middle] = degradedSpans(lane(60, 30, 31, 33));
  expect(middle).toMatchObject({ within: { attempts: 6, failed: 3 }, around: { attempts: 20, failed: 3 } });
  const [late] = degradedSpans(lane(60, 57, 58, 59));
  expect(late).toMatchObject({ around: { attempts: 20, failed: 3 } });
  const [few] = degradedSpans(lane(8, 3));
  expect(few).toMatchObject({ around: { attempts: 8, failed: 1 } });
  const [long] = degradedSpans(lane(60, ...Array.from({ length: 25 }, (_, index) => 20 + index)));
  expect(long?.around).toEqual(long?.within);
});
