import fc from "fast-check";
import type { Sample } from "../../../src/model/sample.ts";
import { answered, failed, hung, spans, withSamples } from "../law/changes.ts";
import { heldTime } from "../law/held-time.ts";
import { defineLaw, neverBetter } from "../law/law.ts";

/** For a guarantee of refusal the law is turned round: there failures become answers while its fault is held. */
export default defineLaw({
  sentence: "More failures never improve a promise of answers, and more answers never one of refusals.",
  concerns: ({ about, brokenBy }, { lanes }) => lanes.length > 0 && (about === "time" || brokenBy === "answers"),
  choices: fc.record({
    lanes: fc.option(fc.nat(9), { nil: undefined }),
    span: spans,
    every: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 40 })),
    hangs: fc.boolean(),
  }),
  change(run, { lanes, span, every, hangs }) {
    const { covered } = run;
    const wanted = lanes === undefined ? covered : covered.slice(lanes % covered.length).slice(0, 1);
    const refuses = run.definition.brokenBy === "answers";
    const [least, most] = refuses ? heldTime(run) : [0, Number.POSITIVE_INFINITY];
    const from = run.momentAt(span.from);
    let seen = 0;
    const isHit = (sample: Sample) =>
      wanted.includes(sample.lane) &&
      (sample.outcome === "ok") !== refuses &&
      sample.started >= Math.max(from, least) &&
      sample.started < Math.min(from + span.lengthMs, most) &&
      seen++ % every === 0;
    const after = withSamples(run.journal, (sample) =>
      isHit(sample) ? (refuses ? answered(sample) : hangs ? hung(sample) : failed(sample)) : sample,
    );
    return seen === 0 ? undefined : { after };
  },
  allowed: neverBetter,
});
