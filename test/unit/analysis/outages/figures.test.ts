import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { findDegradations } from "../../../../src/analysis/outages/degradations.ts";
import { stretchFiguresOf } from "../../../../src/analysis/outages/figures.ts";
import { ascending, countUpTo, quantile } from "../../../../src/analysis/statistics/statistics.ts";
import { matchesLane } from "../../../../src/analysis/timeline/lane-patterns.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { findingsOf } from "../../../../src/analysis/verdict/attribution.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Fate, Story } from "../../../../src/stories/story.ts";
import { storyBackends } from "../../../../src/stories/story-cluster.ts";

const fault = { id: "held", injectingAt: 4_000, activeAt: 4_100, healingAt: 8_000, healedAt: 8_500, steadyAt: 10_000 };
const lanes = [
  "quorum-read/api/new",
  "quorum-read/api/reused",
  "cached-read/api/new",
  "cached-read/api/reused",
  ...storyBackends.map((name) => `readyz/${name}/new`),
];
const refused: Fate = { outcome: "failed", error: "refused", latencyMs: 3 };
const factsWith = (fate: Story["fate"]) => factsOf(buildTimeline(buildJournal({ lanes, guarantees: [], fault, fate })));
const during = (from: number, to: number) => (at: number) => at >= 4_000 + from && at < 4_000 + to;

describe("figures of a lane", () => {
  const facts = factsWith(({ lane, at, backend }) =>
    lane === "quorum-read/api/new" && backend === 1 && during(0, 3_000)(at) ? refused : undefined,
  );
  const figures = (stretch: string, lane: string) =>
    stretchFiguresOf(facts)
      .find(({ name }) => name === stretch)
      ?.lanes.find((one) => one.lane === lane);

  test("are separate for each stretch", () => {
    expect(figures("warm-up", "quorum-read/api/new")).toMatchObject({ failed: 0, outageCount: 0, degradations: [] });
    const held = figures("held", "quorum-read/api/new");
    expect(held?.failed).toBeGreaterThan(4);
    expect(held?.attempts).toBe((held?.ok ?? 0) + (held?.failed ?? 0));
    expect(figures("held", "cached-read/api/new")?.failed).toBe(0);
  });

  test("tell a degradation from an outage: a third fails, and which backend it met", () => {
    const [degradation, ...more] = figures("held", "quorum-read/api/new")?.degradations ?? [];
    expect(more).toEqual([]);
    expect(degradation?.errorRate).toBeGreaterThan(0.15);
    expect(degradation?.errorRate).toBeLessThan(0.6);
    expect(degradation?.backends).toEqual({ "control-plane2": degradation?.failed });
  });

  test("give availability within each budget", () => {
    const slow = factsWith(({ lane, number }) =>
      lane === "cached-read/api/new" && number % 4 === 0 ? { latencyMs: 2_000 } : undefined,
    );
    const lane = stretchFiguresOf(slow)[0]?.lanes.find((one) => one.lane === "cached-read/api/new");
    expect(lane?.availability).toEqual({ "100ms": 0.75, "1s": 0.75, "5s": 1, "10s": 1 });
    expect(lane?.late).toBe((lane?.attempts ?? 0) / 4);
  });
});

describe("findings", () => {
  const text = (fate: Story["fate"]) => findingsOf(factsWith(fate)).join("\n");

  test("say when there is nothing to say", () => {
    expect(text(undefined)).toBe("held: no attempt failed on any lane.");
  });

  test("tell a dead API server behind a load balancer that still sends new connections there", () => {
    const found = text(({ lane, at, backend }) => {
      const hit = backend === 1 && (lane.includes("/api/new") || lane.startsWith("readyz"));
      return hit && during(0, 4_000)(at) ? refused : undefined;
    });
    expect(found).toMatch(/readyz\/control-plane2\/new failed directly: \d+ of 60 attempts \(refused \d+\)/);
    expect(found).toContain("these always answered: readyz/control-plane/new, readyz/control-plane3/new");
    expect(found).toMatch(/of new connections \d+ % failed.*met: control-plane2 \d+; no reused connection failed/);
  });

  test("tell etcd without a leader from API servers that are gone", () => {
    const found = text(({ lane, at }) => (lane.startsWith("quorum") && during(0, 1_500)(at) ? refused : undefined));
    expect(found).toMatch(
      /etcd's quorum had no answer in time for 1(?:\.\d+)? s to 1(?:\.\d+)? s, while cached reads went on/,
    );
  });

  test("name the reused connections that lived on the target", () => {
    const found = text(({ lane }) => (lane === "cached-read/api/reused" ? { backend: 1 } : undefined));
    expect(found).toContain(
      "cached-read/api/reused was connected to control-plane2, which the fault hit: noticed nothing",
    );
  });
});

test("an outage without a success in it is no degradation", () => {
  const sample = (started: number, ok: boolean) => ({
    lane: 0,
    number: 0,
    scheduled: started,
    started,
    ended: started + 5,
    outcome: ok ? ("ok" as const) : ("failed" as const),
    connection: 0,
  });
  const solid = [true, false, false, false, true].map((ok, index) => sample(index * 100, ok));
  expect(findDegradations(solid, [])).toEqual([]);
  const apart = [false, true, false, true].map((ok, index) => sample(index * 3_000, ok));
  expect(findDegradations(apart, [])).toEqual([]);
});

test("lane patterns match part by part", () => {
  expect(matchesLane("write/api/*", "write/api/new")).toBe(true);
  expect(matchesLane("*/api/new", "write/api/new")).toBe(true);
  expect(matchesLane("write/*", "write/api/new")).toBe(false);
  expect(matchesLane("write/api/ne", "write/api/new")).toBe(false);
});

describe("statistics", () => {
  // Hyndman and Fan (1996), definition 7, as NumPy and R compute it: quantile(c(15, 20, 35, 40, 50), 0.4) is 29.
  test("quantiles are those of type 7", () => {
    const sorted = ascending([35, 20, 50, 15, 40]);
    expect([0, 0.4, 0.5, 1].map((q) => quantile(sorted, q))).toEqual([15, 29, 35, 50]);
    expect(quantile([], 0.5)).toBeNaN();
  });

  test("quantiles lie within their values and grow", () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, q) => {
        const sorted = ascending(list);
        const value = quantile(sorted, q);
        expect(value).toBeGreaterThanOrEqual(sorted[0] as number);
        expect(value).toBeLessThanOrEqual(sorted.at(-1) as number);
        expect(quantile(sorted, Math.min(1, q + 0.1))).toBeGreaterThanOrEqual(value);
        expect(countUpTo(sorted, value)).toBe(list.filter((one) => one <= value).length);
      }),
    );
  });
});
