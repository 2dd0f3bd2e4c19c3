import { describe, expect, test } from "vitest";
import type { Facts } from "../../../../src/analysis/facts/facts.ts";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { stretchFiguresOf } from "../../../../src/analysis/outages/figures.ts";
import { seriesOf } from "../../../../src/analysis/series/series.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import { type Series, seriesSchema } from "../../../../src/model/series.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Fate, Story } from "../../../../src/stories/story.ts";

const base = buildJournal({ lanes: ["write/api/new", "readyz/control-plane/new"], guarantees: [] });

/** A timeline of two lanes with these attempts. */
function timelineOf(samples: readonly Partial<Sample>[]): Facts {
  return factsOf(buildTimeline({ ...base, samples: samples.map(attempt) }));
}

function attempt(change: Partial<Sample>): Sample {
  const started = change.started ?? 0;
  const scheduled = change.scheduled ?? started;
  return { lane: 0, number: 0, scheduled, started, ended: started + 5, outcome: "ok", connection: 1, ...change };
}

function first(series: Series): Series["lanes"][number] {
  return series.lanes[0] as Series["lanes"][number];
}

const sum = (numbers: readonly number[] | undefined) => (numbers ?? []).reduce((a, b) => a + b, 0);
const sums = (columns: Readonly<Record<string, readonly number[]>>) =>
  Object.fromEntries(Object.entries(columns).map(([word, numbers]) => [word, sum(numbers)]));

describe("the series of a lane", () => {
  test("counts an attempt where it started: an edge belongs to the bin that begins there", () => {
    const series = seriesOf(timelineOf([1_000, 1_099.9, 1_100, 1_300].map((started) => ({ started }))));
    expect(series).toMatchObject({ from: 1_000, binMs: 100, bins: 4 });
    expect(first(series).ok).toEqual([2, 1, 0, 1]);
  });

  test("tells an answer within 1 s of the scheduled time from a late one", () => {
    const lane = first(
      seriesOf(
        timelineOf([
          { started: 0, ended: 1_000 },
          { scheduled: 0, started: 50, ended: 1_000.1 },
          { scheduled: 60, started: 60, ended: 70 },
        ]),
      ),
    );
    expect([lane.ok, lane.late, lane.failed, lane.unknown]).toEqual([[2], [1], [0], [0]]);
    expect([lane.leastMs, lane.greatestMs]).toEqual([[10], [1_000.1]]);
    expect(lane.failures).toEqual([]);
  });

  test("has no latency in a bin in which nothing succeeded", () => {
    const lane = first(
      seriesOf(timelineOf([{ started: 0 }, { started: 110, outcome: "failed", error: "hang" }, { started: 220 }])),
    );
    expect([lane.leastMs, lane.greatestMs]).toEqual([
      [5, null, 5],
      [5, null, 5],
    ]);
  });

  test("keeps failed from unknown, and every failure also by itself with class, backend and latency", () => {
    const lane = first(
      seriesOf(
        timelineOf([
          { started: 0, backend: 1 },
          { started: 10, ended: 12, outcome: "failed", error: "refused", backend: 1 },
          { scheduled: 105, started: 110, ended: 140.05, outcome: "unknown", error: "reset" },
          { started: 120, outcome: "unknown" },
        ]),
      ),
    );
    expect([lane.ok, lane.failed, lane.unknown]).toEqual([
      [1, 0],
      [1, 0],
      [0, 2],
    ]);
    expect(lane.errors).toEqual({ refused: [1, 0], reset: [0, 1], unknown: [0, 1] });
    expect(lane.backends).toEqual({ "control-plane2": [2, 0], unknown: [0, 2] });
    expect(lane.failures).toEqual([
      { at: 10, outcome: "failed", error: "refused", backend: "control-plane2", latencyMs: 2 },
      { at: 110, outcome: "unknown", error: "reset", backend: "unknown", latencyMs: 35.1 },
      { at: 120, outcome: "unknown", error: "unknown", backend: "unknown", latencyMs: 5 },
    ]);
  });

  test("of a lane without attempts is all zeros, as long as that of the others", () => {
    const series = seriesOf(timelineOf([{ started: 100 }, { started: 300 }]));
    expect(series.lanes[1]).toEqual({
      lane: "readyz/control-plane/new",
      ...{ ok: [0, 0, 0], late: [0, 0, 0], failed: [0, 0, 0], unknown: [0, 0, 0] },
      ...{ errors: {}, backends: {}, failures: [], outages: [], degradations: [] },
      ...{ leastMs: [null, null, null], greatestMs: [null, null, null] },
    });
  });

  test("has no bins where no lane made an attempt", () => {
    const series = seriesOf(timelineOf([]));
    expect(series).toMatchObject({ from: 0, bins: 0 });
    expect(series.lanes.map(({ ok }) => ok)).toEqual([[], []]);
  });

  test("lets extra attempts narrow an outage, and counts them in nothing else", () => {
    const plain: Partial<Sample>[] = [
      { started: 0 },
      { started: 100, outcome: "failed", error: "refused" },
      { started: 1_000 },
    ];
    const extra: Partial<Sample>[] = [
      { started: 150, outcome: "failed", error: "refused", number: undefined },
      { started: 200, number: undefined },
    ];
    const [without, withExtra] = [plain, [...plain, ...extra]].map((samples) => first(seriesOf(timelineOf(samples))));
    const { outages: wide, ...counted } = without as Series["lanes"][number];
    const { outages: narrow, ...same } = withExtra as Series["lanes"][number];
    expect(same).toEqual(counted);
    expect(wide).toMatchObject([{ from: 0, to: 1_005, attempts: 1 }]);
    expect(narrow).toMatchObject([{ from: 0, to: 205, attempts: 2 }]);
  });

  test("has all outages, not only the longest", () => {
    const bad = [300, 400, 900];
    const times = Array.from({ length: 12 }, (_, index) => index * 100);
    const lane = first(
      seriesOf(
        timelineOf(
          times.map((started) => (bad.includes(started) ? { started, outcome: "failed", error: "hang" } : { started })),
        ),
      ),
    );
    expect(lane.outages.map(({ from, to, attempts }) => [from, to, attempts])).toEqual([
      [200, 505, 2],
      [800, 1_005, 1],
    ]);
  });
});

describe("the series of a run", () => {
  const refused: Fate = { outcome: "failed", error: "refused", latencyMs: 3 };
  const fate: Story["fate"] = ({ lane, at, backend, number }) => {
    if (lane === "write/api/new" && at > 700_000 && at < 702_000)
      return { outcome: "unknown", error: "reset", latencyMs: 9 };
    if (lane === "quorum-read/api/new" && backend === 1 && at > 4_000 && at < 60_000) return refused;
    return number % 50 === 0 ? { latencyMs: 1_500 } : undefined;
  };
  const lanes = ["write/api/new", "quorum-read/api/new", "readyz/control-plane/new"];
  const timeline = factsOf(buildTimeline(buildJournal({ lanes, guarantees: [], durationMs: 900_000, fate })));
  const series = seriesOf(timeline);
  const whole = stretchFiguresOf(timeline)[0];

  test("widens its bins beyond 6,000 a lane, the same for every lane", () => {
    expect(series).toMatchObject({ from: 0, binMs: 200, bins: 4_500 });
    for (const lane of series.lanes) {
      const columns = [lane.ok, lane.late, lane.failed, lane.unknown, lane.leastMs, lane.greatestMs];
      const byWord = [...Object.values(lane.errors), ...Object.values(lane.backends)];
      expect(new Set([...columns, ...byWord].map(({ length }) => length))).toEqual(new Set([series.bins]));
    }
  });

  test.each(lanes.map((lane, index) => [lane, index] as const))("adds up to the report's figures: %s", (_, index) => {
    const lane = series.lanes[index] as Series["lanes"][number];
    const figures = whole?.lanes[index];
    expect({
      lane: lane.lane,
      attempts: sum(Object.values(sums(lane.backends))),
      ok: sum(lane.ok),
      late: sum(lane.late),
      failed: sum(lane.failed),
      unknown: sum(lane.unknown),
      errors: sums(lane.errors),
      outageCount: lane.outages.length,
      degradations: lane.degradations,
    }).toEqual({
      lane: figures?.lane,
      attempts: figures?.attempts,
      ok: figures?.ok,
      late: figures?.late,
      failed: figures?.failed,
      unknown: figures?.unknown,
      errors: figures?.errors,
      outageCount: figures?.outageCount,
      degradations: figures?.degradations,
    });
    expect(lane.failures.length).toBe((figures?.failed ?? 0) + (figures?.unknown ?? 0));
    expect(Math.max(...lane.greatestMs.map((ms) => ms ?? 0))).toBe(figures?.latencyMs?.max);
    expect(lane.outages.toSorted((a, b) => b.atLeastMs - a.atLeastMs)[0]?.atLeastMs).toBe(
      figures?.longestOutage?.atLeastMs,
    );
  });

  test("is plain data of the published shape", () => {
    expect(seriesSchema.safeParse(JSON.parse(JSON.stringify(series))).error?.issues).toBeUndefined();
  });
});
