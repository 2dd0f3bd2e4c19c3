import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conclude } from "../../../src/analysis/verdict/suite.ts";
import type { Outcome } from "../../../src/model/outcome.ts";
import type { Suite, SuiteResult, SuiteRun } from "../../../src/model/suite.ts";
import { suiteSchema } from "../../../src/model/suite.ts";
import type { FoundSummary } from "../../../src/suite/found-summary.ts";
import { mergeSummaries } from "../../../src/suite/merge.ts";
import { strictTerms, suiteOf, suiteRun } from "../../support/suite-builder.ts";

const exits = { pass: 0, fail: 1, inconclusive: 3 } as const;

function resultOf(run: string, outcome: Outcome): SuiteResult {
  return {
    ...{ run, outcome, exitCode: exits[outcome], harnessFailed: false, end: "completed", durationMs: 60_000 },
    ...{ startedAt: "2026-11-23T11:00:00.000Z", cluster: "kc-a", reused: false, replaced: null, worst: null },
    ...{ assumptions: [], verdicts: [], phases: [], errors: [] },
  };
}

/** A call of so many runs: the outcomes of all, and the shard that each is in, from 1. */
interface Cut {
  readonly outcomes: readonly Outcome[];
  readonly shards: readonly number[];
  readonly of: number;
}

const outcome = fc.constantFrom<Outcome>("pass", "fail", "inconclusive");
const someCut: fc.Arbitrary<Cut> = fc.integer({ min: 1, max: 4 }).chain((of) =>
  fc
    .array(fc.record({ outcome, shard: fc.integer({ min: 1, max: of }) }), { minLength: of, maxLength: 12 })
    .map((runs) => ({
      of,
      outcomes: runs.map((run) => run.outcome),
      // Each shard has one at least.
      shards: runs.map(({ shard }, index) => (index < of ? index + 1 : shard)),
    })),
);

const runsOf = ({ outcomes }: Cut, kubernetes: string): SuiteRun[] =>
  outcomes.map((one, index) =>
    suiteRun({ scenario: `s${index}`, kubernetes, seed: index, result: resultOf(`s${index}-${kubernetes}`, one) }),
  );

/** The summaries that the shards of a call leave. */
function shardsOf(cut: Cut, kubernetes = "1.37.2", declared = strictTerms): FoundSummary[] {
  const runs = runsOf(cut, kubernetes);
  const plan = runs.map(({ scenario, repeat, topology, profile, kind, seed }, index) => ({
    ...{ scenario, repeat, topology, profile, kubernetes, kind, seed },
    shard: cut.shards[index] as number,
  }));
  return Array.from({ length: cut.of }, (_, place) => {
    const own = runs.filter((_run, index) => cut.shards[index] === place + 1);
    const suite = suiteOf(own, "completed", declared);
    const shard = { index: place + 1, of: cut.of, plan };
    return { folder: `${kubernetes}/${place + 1}/suite`, suite: { ...suite, suite: `suite-${place}`, shard } };
  });
}

const merge = (found: readonly FoundSummary[], expected?: number) =>
  mergeSummaries(found, { name: "merged", expected });
const textOf = (suite: Suite) => JSON.stringify(suite);

/** The same summaries in any order, some of them twice, in folders of others' names. */
const reordered = (found: readonly FoundSummary[]) =>
  fc
    .tuple(fc.shuffledSubarray([...found], { minLength: found.length }), fc.subarray([...found]))
    .map(([all, doubled]) => [...all, ...doubled.map((one) => ({ ...one, folder: `again/${one.folder}` }))]);

describe("a merged summary", () => {
  it("has the runs, the outcome and the exit code of one call that ran all", () => {
    fc.assert(
      fc.property(someCut, (cut) => {
        const merged = merge(shardsOf(cut));
        const whole = conclude(runsOf(cut, "1.37.2"), "completed", strictTerms);
        expect(merged).toMatchObject({ ...whole, end: "completed", seed: 42, shard: null });
        expect(suiteSchema.safeParse(merged).success).toBe(true);
      }),
    );
  });

  it("is the same to the byte in any order, and with some of them twice", () => {
    const order = someCut.chain((cut) => {
      const found = [...shardsOf(cut), ...shardsOf(cut, "1.36.4")];
      return fc.record({ found: fc.constant(found), other: reordered(found) });
    });
    fc.assert(
      fc.property(order, ({ found, other }) => {
        expect(textOf(merge(other))).toBe(textOf(merge(found)));
      }),
    );
  });

  it("names a shard that is missing, tells its runs as not run, and never passes", () => {
    const lost = someCut
      .filter(({ of }) => of > 1)
      .chain((cut) => fc.record({ cut: fc.constant(cut), gone: fc.integer({ min: 1, max: cut.of }) }));
    fc.assert(
      fc.property(lost, ({ cut, gone }) => {
        const merged = merge(shardsOf(cut).filter(({ suite }) => suite.shard?.index !== gone));
        const own = cut.outcomes.filter((_, index) => cut.shards[index] !== gone);
        expect(merged.exitCode).toBe(own.includes("fail") ? 1 : 3);
        expect(merged.merged?.missing).toEqual([expect.stringContaining(`shard ${gone}/${cut.of} `)]);
        expect(merged.runs).toHaveLength(cut.outcomes.length);
        for (const [index, run] of merged.runs.entries())
          expect(run.notRun).toBe(cut.shards[index] === gone ? `shard ${gone}/${cut.of} is missing` : null);
      }),
    );
  });

  it("never is allowed to be inconclusive where a shard is missing", () => {
    const declared = { ...strictTerms, allowInconclusive: true };
    const cut: Cut = { outcomes: ["pass", "pass"], shards: [1, 2], of: 2 };
    expect(merge(shardsOf(cut, "1.37.2", declared).slice(1))).toMatchObject({ outcome: "inconclusive", exitCode: 3 });
  });

  const passing: Cut = { outcomes: ["pass", "pass", "pass"], shards: [1, 2, 1], of: 2 };

  it("tells runs of one scenario apart by that in which they differ alone", () => {
    const { runs } = merge([...shardsOf(passing), ...shardsOf(passing, "1.36.4")]);
    expect(new Set(runs.map(({ variant }) => variant))).toEqual(new Set(["Kubernetes 1.37.2", "Kubernetes 1.36.4"]));
    expect(merge(shardsOf(passing)).runs.every(({ variant }) => variant === "")).toBe(true);
  });

  it("shows nothing where whole calls are missing that were expected", () => {
    expect(merge(shardsOf(passing), 4)).toMatchObject({ outcome: "inconclusive", exitCode: 3, end: "stopped" });
    expect(merge(shardsOf(passing), 4).merged).toEqual({ summaries: 2, missing: [], doubled: [], late: [], unseen: 2 });
    expect(merge(shardsOf(passing), 2)).toMatchObject({ outcome: "pass", exitCode: 0 });
    expect(merge(shardsOf(passing).slice(1), 2).merged?.unseen).toBe(0);
    expect(() => merge(shardsOf(passing), 1)).toThrow("--expect 1: there are 2 different summaries");
  });

  it("keeps what an interruption, a death, and a harness that failed come to", () => {
    const [one, other] = shardsOf(passing) as [FoundSummary, FoundSummary];
    const ended = (end: Suite["end"]) => merge([one, { ...other, suite: { ...other.suite, end } }]);
    expect([ended("interrupted"), ended("cut")].map(({ exitCode, end }) => [exitCode, end])).toEqual([
      [130, "interrupted"],
      [2, "cut"],
    ]);
  });

  it("takes its time from the first start to the last end", () => {
    const [one, other] = shardsOf(passing) as [FoundSummary, FoundSummary];
    const later = { ...other, suite: { ...other.suite, startedAt: "2026-11-23T11:10:00.000Z", durationMs: 60_000 } };
    expect(merge([later, one])).toMatchObject({ startedAt: "2026-11-23T11:00:00.000Z", durationMs: 660_000 });
  });

  it("counts a shard once that was run twice, and says so; a fail of either stays", () => {
    const [one, other] = shardsOf(passing) as [FoundSummary, FoundSummary];
    const startedAt = "2026-11-23T12:00:00.000Z";
    const died: FoundSummary = { folder: "z", suite: { ...other.suite, suite: "suite-9", startedAt, end: "cut" } };
    const merged = merge([one, other, died], 2);
    expect(merged).toMatchObject({ outcome: "pass", exitCode: 0, end: "completed" });
    expect(merged.merged).toMatchObject({ summaries: 2, doubled: ["shard 2/2: suite-1 (completed), suite-9 (cut)"] });
    expect(merged.runs).toHaveLength(3);
    const [, broken] = shardsOf({ ...passing, outcomes: ["pass", "fail", "pass"] }) as [FoundSummary, FoundSummary];
    const failed = { folder: "y", suite: { ...broken.suite, suite: "suite-8", startedAt } };
    for (const order of [
      [failed, one, other],
      [other, one, failed],
    ])
      expect(merge(order)).toMatchObject({ outcome: "fail", exitCode: 1 });
  });

  it("has no seed and no machine where they differ", () => {
    const [one, other] = shardsOf(passing) as [FoundSummary, FoundSummary];
    const elsewhere = { ...other.suite, seed: 43, host: { cpus: 4, memoryGiB: 16, platform: "linux arm64" } };
    expect(merge([one, { ...other, suite: elsewhere }])).toMatchObject({ seed: null, host: null });
  });
});

describe("summaries that contradict each other are refused", () => {
  const cut: Cut = { outcomes: ["pass", "fail", "pass"], shards: [1, 2, 1], of: 2 };
  const [one, other] = shardsOf(cut) as [FoundSummary, FoundSummary];
  const changed = (change: Partial<Suite>): FoundSummary => ({ folder: "b", suite: { ...one.suite, ...change } });

  it.each<[string, readonly FoundSummary[], RegExp]>([
    [
      "the same shard with another result",
      [one, changed({ durationMs: 1 })],
      /^1\.37\.2\/1\/suite and b are both shard 1\/2 of one call, and differ/,
    ],
    [
      "another number of shards for the same runs",
      [one, changed({ shard: { index: 1, of: 3, plan: one.suite.shard?.plan ?? [] } })],
      /are of different calls, and both have s0 on ha-3cp-3w/,
    ],
    ["the same runs of a call that was not cut", [one, changed({ shard: null })], /are of different calls/],
    ["runs that are not those of its shard", [other, changed({ runs: [] })], /^b: summary\.json has not the runs/],
    ["other terms", [other, changed({ terms: { ...strictTerms, retryInconclusive: 1 } })], /on different terms/],
    ["another version", [other, changed({ harness: "0.2.0" })], /of kind-chaos 0\.1\.0 and 0\.2\.0/],
    ["another commit", [other, changed({ commit: "fedcba" })], /several commits of kind-chaos \(0123456.*, fedcba\)/],
    ["a commit that nobody knows", [other, changed({ commit: null })], /\(0123456.*, one that is not known\)/],
  ])("%s", (_what, found, message) => {
    expect(() => merge(found)).toThrow(message);
    expect(() => merge(found.toReversed())).toThrow(message);
  });
});
