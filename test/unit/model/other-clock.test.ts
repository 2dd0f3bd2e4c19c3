import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Ahead,
  aheadOf,
  seenFromThere,
  surelySetBy,
  throughout,
  translated,
} from "../../../src/model/other-clock.ts";

const ms = (most: number) => fc.integer({ min: 0, max: most });
const skew = fc.integer({ min: -400 * 86_400_000, max: 400 * 86_400_000 });

describe("a clock of another machine", () => {
  it("is ahead by no less and no more than question and answer leave open", () => {
    expect(aheadOf({ toldMs: 5_000, askedMs: 1_000, answeredMs: 1_200 })).toEqual([3_800, 4_000]);
    expect(aheadOf({ toldMs: 5_000, askedMs: 1_000, answeredMs: 1_200 }, 1_000)).toEqual([3_800, 5_000]);
  });

  it("whatever it is off, its bounds hold the truth, and a moment there lies where it was here", () => {
    fc.assert(
      fc.property(skew, ms(3_600_000), ms(20_000), ms(20_000), ms(999), (off, asked, way, back, at) => {
        const readAt = asked + way;
        const exact = aheadOf({ toldMs: readAt + off, askedMs: asked, answeredMs: readAt + back });
        const cut = aheadOf(
          { toldMs: Math.floor((readAt + off) / 1_000) * 1_000, askedMs: asked, answeredMs: readAt + back },
          1_000,
        );
        for (const ahead of [exact, cut]) {
          expect(ahead[0]).toBeLessThanOrEqual(off);
          expect(ahead[1]).toBeGreaterThanOrEqual(off);
          const [from, to] = translated([at + off, at + off], seenFromThere(ahead));
          expect(from).toBeLessThanOrEqual(at);
          expect(to).toBeGreaterThanOrEqual(at);
        }
      }),
    );
  });

  it("that was not set never looks as if, however slowly it answered", () => {
    const reading = fc.record({ asked: ms(3_600_000), way: ms(20_000), back: ms(20_000) });
    fc.assert(
      fc.property(skew, reading, reading, (off, one, other) => {
        const [before, after] = [one, other].map(({ asked, way, back }) =>
          aheadOf({ toldMs: asked + way + off, askedMs: asked, answeredMs: asked + way + back }),
        ) as [Ahead, Ahead];
        expect(surelySetBy(before, after)).toBe(0);
      }),
    );
  });

  it("that was set is seen to be, by what question and answer do not explain", () => {
    expect(surelySetBy([-10, 5], [3_000, 3_040])).toBe(2_995);
    expect(surelySetBy([-10, 5], [-3_000, -2_960])).toBe(-2_950);
  });

  it("is between all that was told of it", () => {
    expect(throughout([])).toBeUndefined();
    expect(
      throughout([
        [-10, 5],
        [3_000, 3_040],
      ]),
    ).toEqual([-10, 3_040]);
  });
});
