import fc from "fast-check";
import { expect, it } from "vitest";
import { turnOf } from "../../../../tools/ci/turn.ts";
import { sabotageNames } from "../../../../tools/sabotage/sabotages.ts";

const dayAfter = (first: string, days: number) =>
  new Date(Date.parse(first) + days * 24 * 3_600_000).toISOString().slice(0, 10);

it("gives every name its turn in as many days as there are names, whichever day is the first", () => {
  const first = fc.date({ min: new Date("1970-01-02"), max: new Date("2200-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(first, fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 60 }), (start, names) => {
      const day = start.toISOString().slice(0, 10);
      const turns = names.map((_, days) => turnOf(names, dayAfter(day, days)));
      expect(turns.toSorted()).toEqual(names.toSorted());
    }),
  );
});

it("is the same all day long, and another on the next", () => {
  const names = sabotageNames();
  expect(names).toContain(turnOf(names, "2026-11-27"));
  expect(turnOf(names, "2026-11-28")).not.toBe(turnOf(names, "2026-11-27"));
});

it.each(["", "today", "2026-13-01", "2026-11-27T00:00:00Z", "2026-11"])("refuses %j", (day) => {
  expect(() => turnOf(["a", "b"], day)).toThrow(`${day} is no day`);
});

it("refuses to choose of nothing", () => {
  expect(() => turnOf([], "2026-11-27")).toThrow("there is no name");
});
