import { describe, expect, it } from "vitest";
import { machineName } from "../../../src/analysis/verdict/machine/machine-report.ts";
import type { Finding } from "../../../src/preflight/facts.ts";
import { decide, type Seen } from "../../../src/upgrade/decide.ts";
import type { StageResult, StageRun } from "../../../src/upgrade/gate-result.ts";
import { comparisonOf, problem, stageResult, stageRun } from "../../support/gate-results.ts";

const whole = [
  stageResult("before", [stageRun("etcd-minority")]),
  stageResult("roll", [stageRun("upgrade-1")]),
  stageResult("mixed", [stageRun("apiserver-kill")]),
  stageResult("after", [stageRun("etcd-minority")]),
  stageResult("fresh", [stageRun("etcd-minority")]),
];
const good: Seen = {
  ...{ findings: [], accepted: [] },
  stages: whole,
  comparisons: { upgraded: comparisonOf("better-or-same"), fresh: comparisonOf("same") },
  repeat: 12,
};
const finding = (severity: Finding["severity"], check = "budgets"): Finding => ({
  ...{ check, severity, subject: "PodDisruptionBudget shop/web", evidence: "allows nothing", why: "", advice: "" },
});
/** The good one with another result in a stage's place. */
const withStage = (at: number, stage: (typeof whole)[number]): Seen => ({ ...good, stages: whole.with(at, stage) });

describe("an upgrade", () => {
  it("may be made where nothing stops it, every guarantee held throughout, and nothing got worse", () => {
    expect(decide(good)).toEqual({ answer: "go", exitCode: 0, reasons: [], notes: [] });
  });

  it("may not where something would stop it", () => {
    expect(decide({ ...good, findings: [finding("stops")] })).toMatchObject({
      answer: "no-go",
      exitCode: 1,
      reasons: ["it would be stopped by PodDisruptionBudget shop/web: allows nothing"],
    });
    expect(decide({ ...good, findings: [finding("warns")] })).toMatchObject({
      answer: "go",
      notes: [expect.stringMatching(/^before it, /)],
    });
  });

  it("cannot be told of where something could not be read, or nobody looked", () => {
    expect(decide({ ...good, findings: [finding("warns", "not-read")] }).exitCode).toBe(3);
    expect(decide({ ...good, findings: null }).exitCode).toBe(3);
    expect(decide({ ...good, comparisons: { ...good.comparisons, fresh: null } }).exitCode).toBe(3);
  });

  it("may not where a node that was begun did not become whole", () => {
    const halfway = stageResult("roll", [stageRun("upgrade-1")], {
      problem: problem("not-whole", "etcd is not ready"),
    });
    expect(decide(withStage(1, halfway))).toMatchObject({ answer: "no-go", reasons: ["roll: etcd is not ready"] });
  });

  it.each([0, 1, 2, 3, 4])("cannot be told of where part %i was not carried out to its end, which is no no", (at) => {
    const { kind, runs } = whole[at] as (typeof whole)[number];
    const stages = whole.map((stage, place) =>
      place < at ? stage : { ...stage, runs: [], problem: problem(place === at ? "open" : "not-reached") },
    );
    const comparisons = { upgraded: null, fresh: null };
    const cut = stages.with(at, stageResult(kind, runs, { problem: problem("open", "interrupted") }));
    expect(decide({ ...good, stages: cut, comparisons })).toMatchObject({
      answer: "cannot-tell",
      reasons: [`${kind}: interrupted`],
    });
    expect(decide({ ...good, stages, comparisons }).reasons).toEqual([`${kind}: open`]);
  });

  it("cannot be told of before anything was done", () => {
    const stages = whole.map(({ kind }) => stageResult(kind, [], { problem: problem("not-reached", "not reached") }));
    const comparisons = { upgraded: null, fresh: null };
    expect(decide({ ...good, findings: null, stages, comparisons }).answer).toBe("cannot-tell");
    expect(decide({ ...good, stages, comparisons }).reasons).toEqual(["before: not reached"]);
  });

  it("says each reason once where something would stop it", () => {
    const stages = whole.map(({ kind }, at) =>
      stageResult(kind, [], { problem: problem(at ? "not-reached" : "stopped") }),
    );
    const comparisons = { upgraded: null, fresh: null };
    expect(decide({ ...good, findings: [finding("stops")], stages, comparisons }).reasons).toHaveLength(1);
  });

  it("notes what was found and somebody lives with", () => {
    const accepted = [{ ...finding("stops"), reason: "we scale it up", until: "2026-12-31" }];
    expect(decide({ ...good, accepted })).toMatchObject({
      answer: "go",
      notes: ["accepted until 2026-12-31 (we scale it up): PodDisruptionBudget shop/web: allows nothing"],
    });
  });

  it("cannot be told of where a scenario has nothing that it could be compared with", () => {
    const lone = { ...comparisonOf("same"), unmatched: [{ scenario: "a", on: "", id: null, side: "a" as const }] };
    expect(decide({ ...good, comparisons: { ...good.comparisons, fresh: lone } }).reasons).toEqual([
      "on a new cluster a has nothing that it could be compared with",
    ]);
    const none = { ...comparisonOf("same"), figures: [] };
    expect(decide({ ...good, comparisons: { ...good.comparisons, upgraded: none } }).answer).toBe("cannot-tell");
  });

  it.each([1, 2, 3, 4])("may not where a guarantee breaks in part %i that held before", (at) => {
    const { kind } = whole[at] as (typeof whole)[number];
    expect(decide(withStage(at, stageResult(kind, [stageRun("etcd-minority", "fail")])))).toMatchObject({
      answer: "no-go",
      reasons: [`${kind}: etcd-minority broke no-lost-writes: it is fail`],
    });
  });

  it("cannot be told of by a guarantee that broke before, too", () => {
    const broken = [stageRun("etcd-minority", "fail")];
    const stages = whole.with(0, stageResult("before", broken)).with(3, stageResult("after", broken));
    expect(decide({ ...good, stages })).toMatchObject({
      answer: "cannot-tell",
      reasons: [expect.stringMatching(/it is fail$/), expect.stringMatching(/it did before, too$/)],
    });
  });

  it("cannot be told of where a run stayed open, and says which assumption", () => {
    const open = stageRun("upgrade-1", "inconclusive", {
      assumptions: [{ outcome: "inconclusive", name: "a", summary: "late" }] as never,
    });
    expect(decide(withStage(1, stageResult("roll", [open]))).reasons).toEqual([
      "roll: upgrade-1 is inconclusive: late",
    ]);
  });

  it("may not where a primary guarantee got worse, on the upgraded cluster or on a new one", () => {
    for (const side of ["upgraded", "fresh"])
      expect(decide({ ...good, comparisons: { ...good.comparisons, [side]: comparisonOf("worse") } }).answer).toBe(
        "no-go",
      );
  });

  it("of settings alone asks for no look beforehand and no upgraded cluster", () => {
    const stages = [whole[0], whole[4]] as typeof whole;
    const comparisons = { upgraded: null, fresh: comparisonOf("same") };
    expect(decide({ ...good, findings: null, stages, comparisons }).answer).toBe("go");
    expect(decide({ ...good, findings: null, comparisons }).reasons).toHaveLength(2);
  });

  it("is the harness's failure where it failed and nothing broke", () => {
    const failed = stageRun("a", "inconclusive", { harnessFailed: true, errors: ["no engine"] });
    expect(decide(withStage(3, stageResult("after", [failed])))).toMatchObject({
      exitCode: 2,
      reasons: ["after: in a the harness failed: no engine"],
    });
  });

  it("is not held by a comparison that fewer runs than the first look cannot tell: how many are needed is noted", () => {
    const open = {
      ...good,
      comparisons: { upgraded: comparisonOf("cannot-tell"), fresh: comparisonOf("cannot-tell") },
    };
    expect(decide({ ...open, repeat: 6 }).answer).toBe("cannot-tell");
    const { answer, notes } = decide({ ...open, repeat: 3 });
    expect(answer).toBe("go");
    expect(notes[0]).toBe(
      "on the upgraded cluster etcd-minority: leader-within: whether it got worse cannot be told (too few runs); 9 runs of each would take 0.5 h more",
    );
  });

  describe("of a way back", () => {
    const took = [
      { step: "rollback-control-plane-2", durationMs: 150_000 },
      { step: "rollback-control-plane-1", durationMs: 120_000 },
    ];
    const back = (run: Partial<StageRun>, over: Partial<StageResult> = {}) =>
      stageResult("rollback", [{ ...stageRun("back"), took, ...run }], over);
    const withBack = (...stages: StageResult[]): Seen => ({ ...good, stages: [...whole, ...stages] });

    it("is a note where it came back, also later than its limit", () => {
      const outage = { id: "no-outage", guarantee: "no-outage", outcome: "fail", summary: "out for 3 s" };
      const open = { id: "max-outage", guarantee: "max-outage", outcome: "inconclusive", summary: "busy" };
      const assumptions = [{ name: machineName, outcome: "inconclusive", summary: "busy" }];
      const { result } = stageRun("back", "fail", { verdicts: [outage, open], assumptions } as never);
      expect(decide(withBack(back({}), back({ result })))).toMatchObject({
        ...{ answer: "go", exitCode: 0, reasons: [] },
        notes: [
          "rollback: it came back in 4 min 30 s",
          "rollback: it came back in 4 min 30 s; no-outage was broken (out for 3 s); max-outage stayed open",
        ],
      });
    });

    it("keeps the answer open where it did not come back, or lost more than it has to, and is nothing against the upgrade", () => {
      const lost = back({ result: stageRun("back", "fail").result });
      expect(decide(withBack(lost))).toMatchObject({
        ...{ answer: "cannot-tell", exitCode: 3 },
        reasons: ["rollback: it came back in 4 min 30 s, and broke no-lost-writes: it is fail"],
      });
      const { answer, reasons } = decide(withBack(back({}, { problem: problem("not-back", "etcd is not ready") })));
      expect([answer, ...reasons]).toEqual(["cannot-tell", "rollback: it did not come back: etcd is not ready"]);
      expect(decide(withBack(back({}, { problem: problem("open", "interrupted") }))).reasons).toEqual([
        "rollback: whether it comes back is not known: interrupted",
      ]);
    });

    it.each([
      [
        "a promise that nothing is lost",
        { verdicts: [{ id: "recovery-point", outcome: "inconclusive", summary: "unread" }] },
      ],
      [
        "an event that came late or was lost",
        { verdicts: [{ id: "watch", outcome: "fail", summary: "unread", measuredMs: [1, null] }] },
      ],
      [
        "what all verdicts rest on",
        { assumptions: [{ name: "the journal is whole", outcome: "inconclusive", summary: "unread" }] },
      ],
    ])("keeps the answer open where it came back and %s is not known", (_, over) => {
      const { answer, reasons } = decide(withBack(back({ result: stageRun("back", "pass", over as never).result })));
      expect(answer).toBe("cannot-tell");
      expect(reasons[0]).toMatch(/^rollback: it came back in 4 min 30 s, and .*: unread$/);
    });

    it("is against the upgrade where a node did not become whole in its upgrade", () => {
      expect(decide(withBack(back({}, { problem: problem("not-whole", "etcd is not ready") })))).toMatchObject({
        ...{ answer: "no-go", reasons: ["rollback: an upgrade before it failed: etcd is not ready"] },
      });
    });

    it("says nothing of its own where another stage was its end, and makes nothing better", () => {
      const notTried = back({}, { problem: problem("not-reached", "not reached") });
      // Whoever is killed before it was tried has not got what was asked for.
      expect(decide(withBack(notTried))).toMatchObject({
        answer: "cannot-tell",
        reasons: ["rollback: it was not tried: not reached"],
      });
      const halfWay = whole.with(1, stageResult("roll", [], { problem: problem("not-whole", "no") }));
      expect(decide({ ...good, stages: [...halfWay, notTried] })).toMatchObject({
        answer: "no-go",
        reasons: ["roll: no"],
      });
    });
  });
});
