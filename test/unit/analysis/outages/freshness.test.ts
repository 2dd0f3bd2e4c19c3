import fc from "fast-check";
import { expect, test } from "vitest";
import { compareAccesses } from "../../../../src/analysis/outages/freshness.ts";
import { SampleDecoder } from "../../../../src/journal/sample-decoder.ts";
import type { Lane } from "../../../../src/model/lane.ts";
import { type Sample, toRow } from "../../../../src/model/sample.ts";
import type { Timeline } from "../../../../src/model/timeline.ts";

/** One access: when it began, how long until it took effect, and from then until the answer. */
const access = fc.record({
  object: fc.constantFrom("written-0-0-0", "written-0-0-1"),
  lane: fc.constantFrom(0, 1, 2, 3),
  started: fc.double({ min: 0, max: 400, noNaN: true }),
  before: fc.double({ min: 0, max: 60, noNaN: true }),
  after: fc.double({ min: 0, max: 60, noNaN: true }),
  /** The answer was lost, though the write took effect. */
  lost: fc.boolean(),
});
type Plan = typeof access extends fc.Arbitrary<infer Value> ? Value : never;

const lanes = ["write/api/new", "write/api/reused", "fresh-read/api/new", "fresh-read/api/reused"];

/**
 * What clients see of a store that does one thing after the other: each access takes effect at one moment between its
 * start and its end.
 */
function history(plans: readonly Plan[]): Sample[] {
  const effects = plans.toSorted((a, b) => a.started + a.before - (b.started + b.before));
  const revisions = new Map<string, number>();
  let revision = 100;
  return effects.map((plan, index): Sample => {
    const writes = plan.lane < 2;
    if (writes) revisions.set(plan.object, ++revision);
    const lost = writes && plan.lost;
    const sample: Sample = {
      lane: plan.lane,
      number: index,
      scheduled: plan.started,
      started: plan.started,
      ended: plan.started + plan.before + plan.after,
      outcome: lost ? "unknown" : "ok",
      connection: 1,
      revision: lost ? undefined : (revisions.get(plan.object) ?? 100),
      detail: writes ? `${plan.object} ${plan.lane}-${index}` : plan.object,
    };
    // With the resolution of a journal, and as plain objects: what is decoded has accessors, which a spread does not
    // copy.
    const { scheduled, started, ended } = new SampleDecoder().decode(toRow(sample)) as Sample;
    return { ...sample, scheduled, started, ended };
  });
}

function timelineOf(samples: readonly Sample[]): Timeline {
  const tracks = lanes.map((id, index) => {
    const all = samples.filter(({ lane }) => lane === index).toSorted((a, b) => a.started - b.started);
    return { lane: { index, id, operation: id.split("/")[0] } as Lane, samples: all, all };
  });
  return { tracks, cluster: {} } as unknown as Timeline;
}

const staleIn = (samples: readonly Sample[]) => compareAccesses(timelineOf(samples)).filter(({ stale }) => stale);

test("no interleaving of a store that does one thing after the other looks stale", () => {
  fc.assert(
    fc.property(fc.array(access, { maxLength: 60 }), (plans) => {
      expect(staleIn(history(plans))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("a read that is older than a write confirmed before it began is found, whatever surrounds it", () => {
  fc.assert(
    fc.property(
      fc.array(access, { maxLength: 40 }),
      fc.double({ min: 1, max: 200, noNaN: true }),
      fc.constantFrom(2, 3),
      (plans, pauseMs, lane) => {
        const samples = history([
          ...plans,
          { object: "written-0-0-0", lane: 0, started: 600, before: 5, after: 5, lost: false },
        ]);
        const write = samples.find(({ started, revision }) => started >= 599 && revision !== undefined) as Sample;
        const stale: Sample = {
          lane,
          number: 0,
          scheduled: write.ended + pauseMs,
          started: write.ended + pauseMs,
          ended: write.ended + pauseMs + 4,
          outcome: "ok",
          connection: 1,
          revision: (write.revision ?? 0) - 1,
          detail: "written-0-0-0",
        };
        expect(staleIn([...samples, stale])).toHaveLength(1);
        expect(staleIn([...samples, { ...stale, revision: write.revision }])).toHaveLength(0);
        expect(staleIn([...samples, { ...stale, started: write.ended - 1 }])).toHaveLength(0);
        const absent: Sample = { ...stale, outcome: "failed", error: "http-404", status: 404, revision: undefined };
        expect(staleIn([...samples, absent])).toHaveLength(1);
      },
    ),
    { numRuns: 200 },
  );
});

test("a later write with no greater revision is found: one of the two was undone", () => {
  const samples = history([
    { object: "written-0-0-0", lane: 0, started: 0, before: 1, after: 1, lost: false },
    { object: "written-0-0-0", lane: 1, started: 10, before: 1, after: 1, lost: false },
  ]);
  const [first, second] = samples as [Sample, Sample];
  expect(staleIn(samples)).toEqual([]);
  expect(staleIn([first, { ...second, revision: first.revision }])).toHaveLength(1);
});
