import fc from "fast-check";
import type { GuaranteeDefinition } from "../../../src/analysis/verdict/guarantee-definition.ts";
import type { GuaranteeSpec } from "../../../src/model/guarantee.ts";
import type { Journal } from "../../../src/model/journal.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { LawCase } from "./law-case.ts";

/** What may go wrong besides on one lane: how attempts end there that were quick successes. */
const mishaps: Readonly<Record<string, Partial<Sample> & { readonly latencyMs?: number }>> = {
  refused: { outcome: "failed", error: "refused", latencyMs: 2, backend: undefined },
  hang: { outcome: "failed", error: "hang", latencyMs: 3_000 },
  late: { latencyMs: 1_300 },
  unknown: { outcome: "unknown", error: "hang", latencyMs: 900 },
};

interface Mishap {
  readonly kind: string;
  readonly lane: number;
  readonly from: number;
  readonly lengthMs: number;
  /** Which attempts meet it: all, or every second, third or fourth. */
  readonly every: number;
}

/** Runs made up of a guarantee's own stories: other phases and latencies, and up to three mishaps more, and another limit. */
export function storyCases(definition: GuaranteeDefinition): fc.Arbitrary<LawCase> {
  const stories = definition.stories();
  const mishap = fc.record({
    kind: fc.constantFrom(...Object.keys(mishaps)),
    every: fc.integer({ min: 1, max: 4 }),
    lane: fc.nat(9),
    from: fc.nat(99).map((part) => part / 100),
    lengthMs: fc.integer({ min: 50, max: 4_000 }),
  });
  return fc
    .record({
      outcome: fc.constantFrom("pass" as const, "fail" as const, "inconclusive" as const),
      seed: fc.integer({ min: 1, max: 9 }),
      more: fc.array(mishap, { maxLength: 3 }),
      limit: fc.option(fc.constantFrom("500ms", "1s", "1500ms", "2s", "3s", "5s", "9s"), { nil: undefined }),
    })
    .map(({ outcome, seed, more, limit }) => {
      const story = stories[outcome];
      const journal = more.reduce((sum, one) => withMishap(sum, story, one), journalOf({ ...story, seed }));
      const name = `the story that comes to ${outcome}, seed ${seed}${more.map((one) => `, ${JSON.stringify(one)}`).join("")}`;
      return new LawCase(name, journal, withLimit(specOf(story, definition.name), limit), definition);
    });
}

const built = new WeakMap<Story["guarantees"], Map<number, Journal>>();

/** The journal of a story, made once for each seed. */
function journalOf(story: Story): Journal {
  const known = built.get(story.guarantees) ?? new Map<number, Journal>();
  const journal = known.get(story.seed ?? 1) ?? buildJournal(story);
  built.set(story.guarantees, known.set(story.seed ?? 1, journal));
  return journal;
}

function specOf({ guarantees }: Story, name: string): GuaranteeSpec {
  const spec = guarantees.find(({ guarantee }) => guarantee === name);
  if (spec === undefined) throw new Error(`The story of ${name} does not ask for it`);
  return spec;
}

/** The guarantee with another limit, where it has one. */
function withLimit(spec: GuaranteeSpec, limit: string | undefined): GuaranteeSpec {
  if (limit === undefined || spec.params.limit === undefined) return spec;
  return { ...spec, params: { ...spec.params, limit } };
}

/** A mishap comes after the fault: before it nothing may fail. */
function withMishap(journal: Journal, { fault, durationMs = 12_000, lanes }: Story, mishap: Mishap): Journal {
  const { latencyMs, ...fate } = mishaps[mishap.kind] ?? {};
  const begin = fault?.injectingAt ?? 0;
  const from = begin + mishap.from * (durationMs - begin);
  const lane = mishap.lane % lanes.length;
  let met = 0;
  const hit = (sample: Sample) =>
    sample.lane === lane &&
    sample.outcome === "ok" &&
    sample.started >= from &&
    sample.started < from + mishap.lengthMs &&
    met++ % mishap.every === 0;
  const samples = journal.samples.map((sample) =>
    hit(sample)
      ? { ...sample, ...fate, ended: latencyMs === undefined ? sample.ended : sample.started + latencyMs }
      : sample,
  );
  return { ...journal, samples };
}
