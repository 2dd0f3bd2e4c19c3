import { expect, it } from "vitest";
import type { LaneSeries } from "../../../../src/model/series.ts";
import { laneSpans } from "../../../../src/report/page/lane-spans.ts";

/** A lane by a letter for each bin: o ok, l late, f failed, u unknown, . no attempt. */
function lane(letters: string): LaneSeries {
  const column = (letter: string) => [...letters].map((one) => (one === letter ? 1 : 0));
  return {
    lane: "write/api/new",
    ok: column("o"),
    late: column("l"),
    failed: column("f"),
    unknown: column("u"),
    errors: {},
    backends: {},
    leastMs: [],
    greatestMs: [],
    failures: [],
    outages: [],
    degradations: [],
  };
}

function spans(letters: string, holes: readonly { from: number; to: number }[] = []): string[] {
  const series = { from: 1_000, binMs: 100, bins: letters.length };
  return laneSpans(lane(letters), series, holes).map(({ from, to, state }) => `${from}-${to} ${state}`);
}

it("lets what an attempt showed last until the next, and nothing after the last", () => {
  expect(spans(".o.o.f.o..")).toEqual(["1100-1500 ok", "1500-1700 failed", "1700-1800 ok"]);
});

it("tells a bin by the worst in it", () => {
  const both = { ...lane("oooo"), failed: [0, 1, 0, 0], unknown: [0, 1, 1, 0], late: [1, 1, 1, 1] };
  const told = laneSpans(both, { from: 0, binMs: 100, bins: 4 }, []).map(({ state }) => state);
  expect(told).toEqual(["slow", "failed", "unknown", "slow"]);
});

it("shows when nobody looked, and never hides an attempt without success behind it", () => {
  const hole = { from: 1_150, to: 1_850 };
  expect(spans("oo......oo", [hole])).toEqual(["1000-1100 ok", "1100-1900 unobserved", "1900-2000 ok"]);
  expect(spans("oo..f...oo", [hole])).toEqual([
    "1000-1100 ok",
    "1100-1400 unobserved",
    "1400-1500 failed",
    "1500-1900 unobserved",
    "1900-2000 ok",
  ]);
});

it("says nothing of a lane that never tried", () => {
  expect(spans("....")).toEqual([]);
});
