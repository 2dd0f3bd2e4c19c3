import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Facts } from "../../../../src/analysis/facts/facts.ts";
import { clockLook, clockSteps, engineAhead, engineMoment } from "../../../../src/analysis/timeline/engine-clock.ts";

const begin = Date.parse("2026-11-23T11:00:00Z");
const hourMs = 3_600_000;

/** What an engine tells whose clock is so far off, asked at a moment of a run that began then, with its way there and back. */
const look = (askedAt: number, offMs: number, way = 5, back = 5) => {
  const told = new Date(begin + askedAt + way + offMs).toISOString();
  return { type: "engine-clock" as const, at: Math.round((askedAt + way + back) * 10) / 10, askedAt, told };
};
const factsWith = (...looks: readonly ReturnType<typeof look>[]) =>
  ({ eventsOf: () => looks }) as unknown as Pick<Facts, "eventsOf">;

describe("what a machine dated whose clock is off", () => {
  it.each([0, -3 * hourMs, 26 * hourMs])("lies where it was in the run, with its second: %i ms off", (offMs) => {
    const facts = factsWith(look(100, offMs), look(60_000, offMs));
    // At 12.4 s of the run it writes its own second, cut.
    const date = new Date(Math.floor((begin + 12_400 + offMs) / 1_000) * 1_000).toISOString();
    const [from = 0, to = 0] = engineMoment(date, facts) ?? [];
    expect(from).toBeLessThanOrEqual(12_400);
    expect(to).toBeGreaterThanOrEqual(12_400);
    expect(to - from).toBeLessThan(1_050);
  });

  it("is never put where it was not, however slowly the engine answers", () => {
    const ms = (max: number) => fc.integer({ min: 0, max });
    const off = fc.integer({ min: -48 * hourMs, max: 48 * hourMs });
    fc.assert(
      fc.property(off, ms(600_000), ms(10_000), ms(10_000), (offMs, at, way, back) => {
        const date = new Date(Math.floor((begin + at + offMs) / 1_000) * 1_000).toISOString();
        const [from = Number.NaN, to = Number.NaN] = engineMoment(date, factsWith(look(0, offMs, way, back))) ?? [];
        expect(from <= at && at <= to).toBe(true);
      }),
    );
  });

  it("is not told where the clock was set, nobody looked, or it is no date", () => {
    const date = "2026-11-23T11:00:12Z";
    expect(engineMoment(date, factsWith(look(100, 0), look(60_000, hourMs)))).toBeUndefined();
    expect(engineMoment(date, factsWith())).toBeUndefined();
    expect(engineMoment(undefined, factsWith(look(100, 0)))).toBeUndefined();
  });
});

describe("a clock that is looked at again", () => {
  const stepsOf = (...looks: readonly ReturnType<typeof look>[]) => clockSteps(looks.map(clockLook));

  it("went on where only its answers were slow, or it was corrected as kernels do", () => {
    expect(stepsOf(look(0, hourMs), look(60_000, hourMs, 5_000, 9_000))).toEqual([]);
    // For two hours NTP moves it by 500 ppm one way, and this machine's by as much the other way.
    expect(stepsOf(look(0, 0), look(2 * hourMs, 7_200))).toEqual([]);
    expect(stepsOf(look(0, 0), look(2 * hourMs, -7_200))).toEqual([]);
    // A leap second, and a small correction.
    expect(stepsOf(look(0, 0), look(60_000, -1_000), look(120_000, -1_040))).toEqual([]);
  });

  it("was never set by all that corrections explain, however slowly the engine answers", () => {
    const ms = (max: number) => fc.integer({ min: 0, max });
    const ppm = fc.integer({ min: -1_000, max: 1_000 });
    const looks = fc.array(fc.record({ afterMs: ms(hourMs), share: ppm, way: ms(8_000), back: ms(8_000) }));
    fc.assert(
      fc.property(looks, (all) => {
        let [at, offMs] = [0, 0];
        const told = all.map(({ afterMs, share, way, back }) => {
          offMs += (afterMs * share) / 1e6;
          at += afterMs + 16_000;
          return look(at, offMs, way, back);
        });
        expect(stepsOf(...told)).toEqual([]);
      }),
    );
  });

  it("was set, or its machine stood still, where that explains nothing", () => {
    expect(stepsOf(look(0, 0), look(60_000, -58_000))).toMatchObject([
      { from: 10, to: 60_010, byMs: expect.closeTo(-57_989, -1) },
    ]);
    expect(stepsOf(look(0, 0), look(60_000, hourMs), look(90_000, 0)).map(({ byMs }) => Math.sign(byMs))).toEqual([
      1, -1,
    ]);
  });

  it("is ahead by what holds of all looks", () => {
    const [least = 0, most = 0] = engineAhead([look(0, 0), look(60_000, 40)].map(clockLook)) ?? [];
    expect(least).toBeLessThanOrEqual(begin);
    expect(most).toBeGreaterThanOrEqual(begin + 40);
  });
});
