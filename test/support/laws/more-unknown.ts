import fc from "fast-check";
import type { Sample } from "../../../src/model/sample.ts";
import { spans, withSamples } from "../law/changes.ts";
import { defineLaw, neverBetter } from "../law/law.ts";

/** Marks are rounded to a tenth of a millisecond. */
const roundingMs = 0.1;

/**
 * What a verdict points at as what broke the promise stays: an answer that was never given can be lost or stale for
 * nobody.
 */
export default defineLaw({
  sentence: "Answers that nobody got never improve a promise about safety.",
  concerns: ({ about }) => about === "safety",
  choices: fc.record({
    lane: fc.option(fc.nat(9), { nil: undefined }),
    span: spans,
    every: fc.integer({ min: 1, max: 4 }),
  }),
  change(run, { lane, span, every }) {
    const { marks } = run.came;
    const wanted = lane === undefined ? undefined : run.lanes[lane % run.lanes.length]?.index;
    const from = run.momentAt(span.from);
    let seen = 0;
    const isEvidence = ({ started, ended }: Sample) =>
      marks.some(
        ({ from: begun, to }) =>
          started <= (to ?? Number.POSITIVE_INFINITY) + roundingMs && ended >= begun - roundingMs,
      );
    const isHit = (sample: Sample) =>
      sample.outcome === "ok" &&
      (wanted === undefined || sample.lane === wanted) &&
      sample.started >= from &&
      sample.started < from + span.lengthMs &&
      !isEvidence(sample) &&
      seen++ % every === 0;
    const after = withSamples(run.journal, (sample) =>
      isHit(sample) ? { ...sample, outcome: "unknown", error: "hang", status: undefined, revision: undefined } : sample,
    );
    return seen === 0 ? undefined : { after };
  },
  allowed: neverBetter,
});
