import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOutages, longestOutage } from "../../../../src/analysis/outages/outages.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import {
  type LaneSketch,
  simulateCloser,
  simulateLane,
  simulateStalled,
  type Truth,
} from "../../../support/simulated-lane.ts";

const durationMs = 30_000;

const lane = fc.record({
  seed: fc.nat(),
  durationMs: fc.constant(durationMs),
  periodMs: fc.constantFrom(20, 100, 250),
  deadlineMs: fc.constantFrom(2_000, 10_000),
  slowestMs: fc.constantFrom(5, 20, 45, 400),
}) satisfies fc.Arbitrary<LaneSketch>;

const truth = fc
  .record({
    from: fc.double({ min: 5_000, max: 12_000, noNaN: true }),
    length: fc.double({ min: 20, max: 8_000, noNaN: true }),
    way: fc.constantFrom("refuse", "hang", "stall"),
  })
  .map(({ from, length, way }): Truth => ({ from, to: from + length, way }));

const tenthMs = 0.11; // The bounds are rounded to a tenth of a millisecond on both sides.

describe("bounds of an outage", () => {
  test.each([
    ["on the schedule alone", simulateLane],
    ["with closer probing", simulateCloser],
  ])(
    "hold the truth, whatever the schedule, the latency and the way to fail, %s",
    { timeout: 60_000 },
    (_, simulate) => {
      fc.assert(
        fc.property(lane, truth, (sketch, { from, to, way }) => {
          const outages = findOutages(simulate(sketch, [{ from, to, way }]), { withinMs: 1_000 });
          for (const outage of outages) {
            expect(outage.atLeastMs).toBeLessThanOrEqual(to - from + tenthMs);
            expect(outage.atMostMs ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(to - from - tenthMs);
            expect(outage.from).toBeLessThanOrEqual(from + tenthMs);
            expect(outage.to ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(to - tenthMs);
          }
        }),
        { numRuns: 2_000 },
      );
    },
  );

  test("hold the truth when the prober stood still meanwhile, and find none where there was none", () => {
    const stall = fc.record({ from: fc.integer({ min: 4_000, max: 20_000 }), ms: fc.integer({ min: 20, max: 3_000 }) });
    fc.assert(
      fc.property(lane, truth, stall, (sketch, told, stood) => {
        const [from, to] = [told.from, told.to];
        for (const outage of findOutages(simulateStalled(sketch, [told], stood), { withinMs: 1_000 })) {
          expect(outage.atLeastMs).toBeLessThanOrEqual(to - from + tenthMs);
          expect(outage.atMostMs ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(to - from - tenthMs);
        }
        expect(findOutages(simulateStalled(sketch, [], stood), { withinMs: 1_000 })).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("see every outage that no gap between two attempts can hide", () => {
    fc.assert(
      fc.property(lane, truth, (sketch, told) => {
        fc.pre(told.to - told.from > 2 * sketch.periodMs + sketch.slowestMs && told.way !== "stall");
        expect(findOutages(simulateLane(sketch, [told])).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test("hold the truth when the server is out twice, if a success was seen in between", () => {
    fc.assert(
      fc.property(lane, truth, fc.double({ min: 1_500, max: 4_000, noNaN: true }), (sketch, first, gap) => {
        fc.pre(first.way === "refuse");
        const second: Truth = { from: first.to + gap, to: first.to + gap + 900, way: "refuse" };
        const longest = Math.max(first.to - first.from, 900);
        const found = longestOutage(findOutages(simulateLane(sketch, [first, second])));
        expect(found?.atLeastMs ?? 0).toBeLessThanOrEqual(longest + tenthMs);
      }),
      { numRuns: 500 },
    );
  });

  test("are never wider with closer probing, and much narrower on average where a server refuses", () => {
    // Of two attempts at the very end of an outage the later may still have met it: a second outage of next to nothing,
    // which is not meant.
    const width = (outages: ReturnType<typeof findOutages>) => {
      const longest = longestOutage(outages);
      return (longest?.atMostMs ?? 0) - (longest?.atLeastMs ?? 0);
    };
    let plain = 0;
    let closer = 0;
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 300, max: 3_000, noNaN: true }), (seed, length) => {
        const sketch = { seed, durationMs: 10_000, periodMs: 100, deadlineMs: 2_000, slowestMs: 2 };
        const told: Truth[] = [{ from: 4_000, to: 4_000 + length, way: "refuse" }];
        const widths = [simulateLane, simulateCloser].map((simulate) => width(findOutages(simulate(sketch, told))));
        expect(widths[1]).toBeLessThanOrEqual((widths[0] ?? 0) + tenthMs);
        plain += widths[0] ?? 0;
        closer += widths[1] ?? 0;
      }),
      { numRuns: 300 },
    );
    expect(closer / plain).toBeLessThan(0.7);
  });

  test("say at least nearly as much for a server that hangs as for one that refuses", () => {
    const sketch = { seed: 7, durationMs, periodMs: 100, deadlineMs: 10_000, slowestMs: 20 };
    const [hung] = findOutages(simulateLane(sketch, [{ from: 8_000, to: 10_000, way: "hang" }]));
    expect(hung?.atLeastMs).toBeGreaterThan(1_700);
    expect(hung?.atMostMs).toBeLessThan(2_300);
  });

  test("find nothing in calm", () => {
    fc.assert(
      fc.property(lane, (sketch) => {
        expect(findOutages(simulateLane(sketch, []))).toEqual([]);
      }),
    );
  });
});

describe("an outage", () => {
  const at = (scheduled: number, outcome: Sample["outcome"], latency = 5): Sample => ({
    lane: 0,
    number: 0,
    scheduled,
    started: scheduled,
    ended: scheduled + latency,
    outcome,
    connection: 0,
  });

  test("has no upper bound while it is open at the end", () => {
    const [outage] = findOutages([at(0, "ok"), at(100, "failed"), at(200, "failed")]);
    expect(outage).toMatchObject({ from: 0, to: null, atLeastMs: 95, atMostMs: null, attempts: 2 });
  });

  test("has no upper bound where no success came before it", () => {
    const [outage] = findOutages([at(0, "failed"), at(100, "ok")]);
    expect(outage).toMatchObject({ from: 0, to: 105, atMostMs: null });
  });

  test("is not ended by a write whose answer was lost", () => {
    const [outage, ...more] = findOutages([
      at(0, "ok"),
      at(100, "failed"),
      at(200, "unknown"),
      at(300, "failed"),
      at(400, "ok"),
    ]);
    expect(outage).toMatchObject({ attempts: 3, atLeastMs: 195, atMostMs: 405, errors: { failed: 2, unknown: 1 } });
    expect(more).toEqual([]);
  });

  describe("that ended while a connection was dead without anybody's noticing", () => {
    // As measured with the probes kept off the CPU for 90 of 100 ms; the server was out from 11,837 to 11,872.
    const lane = (error: string, connected: number | undefined): Sample[] => [
      { ...at(11_634, "ok", 108), connected: 11_634, connection: 572 },
      { ...at(11_733, "failed", 110), connected: 11_842, connection: 838, error: "reset" },
      { ...at(11_939, "failed", 0), connected, connection: 572, error },
      { ...at(12_038, "ok", 199), connected: 12_139, connection: 859 },
    ];

    test("did not last until the attempt that found it dead", () => {
      const [outage] = findOutages(lane("reset", 11_939));
      expect(outage?.atLeastMs).toBeLessThanOrEqual(11_872 - 11_837);
      expect(outage?.atMostMs).toBeGreaterThanOrEqual(11_872 - 11_837);
    });

    test("lasted until an attempt that was refused, or was reset on a connection of its own", () => {
      expect(findOutages(lane("refused", undefined))[0]?.atLeastMs).toBe(11_939 - 11_843);
      expect(findOutages(lane("reset", undefined))[0]?.atLeastMs).toBe(11_939 - 11_843);
    });

    test("is bounded by nothing below where the connection had served no attempt", () => {
      expect(findOutages(lane("reset", 11_939).slice(1))[0]).toMatchObject({ atLeastMs: 0, atMostMs: null });
    });
  });

  test("counts answers that come too late as none, where asked to", () => {
    const samples = [at(0, "ok"), at(100, "ok", 1_900), at(200, "ok", 1_800), at(2_050, "ok")];
    expect(findOutages(samples)).toEqual([]);
    expect(findOutages(samples, { withinMs: 1_000 })).toMatchObject([
      { atLeastMs: 50, atMostMs: 2_055, errors: { late: 2 } },
    ]);
  });

  test("is as long for connections that hung in their handshake until the server was back as for those that stood", () => {
    const waited = (scheduled: number, latency: number): Sample => ({
      ...at(scheduled, "ok", latency),
      connected: scheduled + latency - 10,
    });
    const samples = [at(0, "ok"), waited(100, 8_000), waited(200, 7_900), waited(7_000, 1_100), at(8_150, "ok")];
    expect(findOutages(samples, { withinMs: 1_000 })).toMatchObject([{ atLeastMs: 6_850, atMostMs: 8_155 }]);
  });

  test("is not ended by a success that may have met the server before it", () => {
    // The slow success at 90 may have been answered before the failure met the server, or after: it bounds neither
    // side.
    const [outage] = findOutages([at(0, "ok"), at(90, "ok", 400), at(100, "failed"), at(200, "ok")]);
    expect(outage).toMatchObject({ from: 0, to: 205, atMostMs: 205 });
  });

  test("is not made longer by a failure that came late on a busy machine", () => {
    // It started before the server went down at 190 and met it only then: what it says is no more than that it was down
    // at 190.
    const [outage] = findOutages([at(0, "ok"), at(50, "ok"), at(100, "failed", 90), at(250, "failed"), at(300, "ok")]);
    expect(outage?.atLeastMs).toBe(60);
  });

  test("stays narrow where answers are slow but many", () => {
    const slow = Array.from({ length: 40 }, (_, n) => at(n * 100, n === 20 ? "failed" : "ok", n === 20 ? 900 : 600));
    const [outage] = findOutages(slow);
    expect(outage?.atMostMs).toBe(800);
  });
});
