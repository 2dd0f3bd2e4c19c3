import fc from "fast-check";
import { expect, test } from "vitest";
import { RevisionClock } from "../../../../src/analysis/timeline/revision-clock.ts";
import type { LaneTrack } from "../../../../src/model/timeline.ts";

/**
 * Commits in etcd's order, each of a write that was sent before and answered after, or of an event that others make.
 */
const history = fc.array(
  fc.record({
    gap: fc.double({ min: 0.1, max: 400, noNaN: true }),
    before: fc.double({ min: 0, max: 3_000, noNaN: true }),
    after: fc.double({ min: 0, max: 3_000, noNaN: true }),
    isWrite: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

test("a revision was made between the bounds that the writes around it give, whatever they took", () => {
  fc.assert(
    fc.property(history, (steps) => {
      let at = 5_000;
      const commits = steps.map(({ gap, before, after, isWrite }, index) => {
        at += gap;
        return { at, revision: 100 + index, started: at - before, ended: at + after, isWrite };
      });
      const all = commits
        .filter(({ isWrite }) => isWrite)
        .map(({ revision, started, ended }) => ({
          lane: 0,
          number: 0,
          scheduled: started,
          started,
          ended,
          outcome: "ok",
          connection: 1,
          revision,
        }))
        .toSorted((a, b) => a.started - b.started);
      const clock = new RevisionClock({
        tracks: [{ lane: { operation: "write" }, all, samples: all } as unknown as LaneTrack],
      });
      for (const { at: truth, revision, ended, isWrite } of commits) {
        if (isWrite) continue;
        const [from, to] = clock.when(revision, ended);
        expect(from).toBeLessThanOrEqual(truth);
        expect(to).toBeGreaterThanOrEqual(truth);
        expect(from).toBeLessThanOrEqual(to);
      }
    }),
  );
});

test("without writes only the arrival bounds it", () => {
  expect(new RevisionClock({ tracks: [] }).when(7, 250)).toEqual([0, 250]);
});
