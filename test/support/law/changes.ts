import fc from "fast-check";
import type { Journal } from "../../../src/model/journal.ts";
import type { Sample } from "../../../src/model/sample.ts";

/** A part of something, 0 to 1, in hundredths. */
export const part: fc.Arbitrary<number> = fc.nat(100).map((hundredths) => hundredths / 100);

/** A stretch of a run: where it begins as a part of the run, and how long it is, milliseconds. */
export interface Span {
  readonly from: number;
  readonly lengthMs: number;
}

/** Stretches from an instant to a whole run. */
export const spans: fc.Arbitrary<Span> = fc.record({
  from: part,
  lengthMs: fc.oneof(fc.integer({ min: 20, max: 400 }), fc.integer({ min: 400, max: 8_000 }), fc.constant(1_000_000)),
});

/** A journal with some of its samples changed. */
export function withSamples(journal: Journal, change: (sample: Sample) => Sample): Journal {
  return { ...journal, samples: journal.samples.map(change) };
}

/** An attempt as one that failed, at the times that it had. */
export function failed(sample: Sample, error = "refused"): Sample {
  return { ...sample, outcome: "failed", error, status: undefined };
}

/** An attempt as a quick success. */
export function answered(sample: Sample): Sample {
  const ended = Math.min(sample.ended, sample.started + 8);
  return { ...sample, outcome: "ok", error: undefined, status: 200, ended };
}

/** An attempt as one that got no answer and was given up after 3 s. */
export function hung(sample: Sample): Sample {
  return { ...failed(sample, "hang"), backend: undefined, ended: sample.started + 3_000 };
}
