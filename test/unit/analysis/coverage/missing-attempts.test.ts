import fc from "fast-check";
import { expect, test } from "vitest";
import { missingAttempts } from "../../../../src/analysis/coverage/missing-attempts.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import type { LaneTrack } from "../../../../src/model/timeline.ts";
import { startTimes } from "../../../../src/probes/lanes/schedule.ts";
import { trackOf } from "../../../support/lane-track.ts";

const schedule = fc.record({
  periodMs: fc.constantFrom(20, 100, 333.3, 5_000),
  from: fc.double({ min: 0, max: 100_000, noNaN: true }),
  lengthMs: fc.integer({ min: 0, max: 60_000 }),
  seed: fc.nat(),
});

/** The attempts of a lane as the prober makes them until it is told to stop. */
function probed({
  periodMs,
  from,
  lengthMs,
  seed,
}: {
  periodMs: number;
  from: number;
  lengthMs: number;
  seed: number;
}) {
  const next = startTimes({ periodMs, originMs: from, seed });
  const samples: Sample[] = [];
  for (let at = next(); at <= from + lengthMs; at = next()) {
    const number = samples.length;
    samples.push({ lane: 0, number, scheduled: at, started: at, ended: at + 5, outcome: "ok", connection: 0 });
  }
  return { track: trackOf({ periodMs, samples }), time: { from, to: from + lengthMs } };
}

test("none is missing that the prober would not have made", () => {
  fc.assert(
    fc.property(schedule, (sketch) => {
      const { track, time } = probed(sketch);
      expect(missingAttempts(track, time)).toEqual([]);
    }),
  );
});

test("every attempt of a whole period that is taken away is missing, with the time in which it was due", () => {
  fc.assert(
    fc.property(schedule, fc.array(fc.nat(400), { minLength: 1 }), (sketch, taken) => {
      const { track, time } = probed(sketch);
      const gone = new Set(taken);
      const left = track.samples.filter(({ number = -1 }) => !gone.has(number));
      const holes = missingAttempts({ ...track, samples: left }, time);
      const due = Math.floor((time.to - time.from) / sketch.periodMs + 1e-6);
      for (const { number = 0, scheduled } of track.samples) {
        const inHole = holes.some(({ from, to }) => scheduled >= from - 1e-6 && scheduled <= to + 1e-6);
        if (gone.has(number) && number < due) expect(inHole).toBe(true);
      }
      const count = holes.reduce((sum, { reason }) => sum + Number(reason.split(" ")[0]?.replaceAll(",", "")), 0);
      expect(count).toBe([...gone].filter((number) => number < due).length);
    }),
  );
});

test("of a lane without a sample all are missing, and extra ones count for none", () => {
  const { track, time } = probed({ periodMs: 100, from: 500, lengthMs: 2_000, seed: 1 });
  const whole = [{ lane: "write/api/new", from: 500, to: 2_500, reason: "20 attempts missing" }];
  expect(missingAttempts({ ...track, samples: [] }, time)).toEqual(whole);
  const extra = track.samples.map((sample): Sample => ({ ...sample, number: undefined }));
  expect(missingAttempts({ ...track, samples: extra }, time)).toEqual(whole);
});

test("a period that cannot be leaves everything unknown", () => {
  const { track, time } = probed({ periodMs: 100, from: 0, lengthMs: 2_000, seed: 1 });
  const never: LaneTrack = { ...track, lane: { ...track.lane, periodMs: 0 } };
  expect(missingAttempts(never, time)).toMatchObject([{ from: 0, to: 2_000 }]);
});
