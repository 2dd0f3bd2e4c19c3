import { describe, expect, it } from "vitest";
import { gateMarkdown } from "../../../../src/report/upgrade/markdown.ts";
import { gatePage } from "../../../../src/report/upgrade/page.ts";
import { conclusionOf } from "../../../../src/report/upgrade/words.ts";
import type { GateResult, StageResult } from "../../../../src/upgrade/gate-result.ts";
import { problem, stageResult, stageRun } from "../../../support/gate-results.ts";

const rolled = {
  ...stageRun("upgrade-control-plane-1", "pass", {
    verdicts: [
      { id: "no-outage", outcome: "pass", summary: "never all out", limitMs: 500, measuredMs: [18, 320] },
      { id: "no-lost-writes", outcome: "pass", summary: "none lost" },
    ] as never,
  }),
  took: [{ step: "upgrade-control-plane-1", durationMs: 207_000 }],
};
const gate: GateResult = {
  ...{ version: 1, upgrade: "upgrade-1", startedAt: "2026-11-28T00:00:00.000Z", durationMs: 1, repeat: 3 },
  ...{
    from: "1.36.4",
    to: "1.37.0",
    settings: { from: null, to: null },
    kept: "kc-a",
    topologies: ["ha-3cp-3w", "ha-3cp-3w"],
    profiles: ["stock", "fast"],
    seed: 7,
    findings: [],
    accepted: [],
  },
  stages: [
    stageResult("before", [stageRun("etcd-minority"), stageRun("etcd-minority", "fail")]),
    stageResult("roll", [rolled], { title: "control plane 1 of 3" }),
    stageResult("after", [stageRun("etcd-minority")], { problem: problem("open", "interrupted") }),
  ],
  comparisons: { upgraded: null, fresh: null },
  ...{ answer: "no-go", exitCode: 1, reasons: ["the first", "the second <b>"], notes: [] },
};

describe.each([
  ["Markdown", gateMarkdown],
  ["the page", gatePage],
])("%s", (_, form) => {
  const text = form(gate);

  it("begins with what it came to, in one sentence", () => {
    expect(text).toContain("no go for the upgrade from 1.36.4 to 1.37.0: the first (and 1 more)");
  });

  it("shows what clients went without in each step, with its bounds", () => {
    expect(text).toMatch(/control plane 1 of 3.*no-outage: never all out.*500.ms.*18.ms to 320.ms/s);
  });

  it("shows how long each node took", () => {
    expect(text).toMatch(/upgrade-control-plane-1.*3.min.27.s/s);
  });

  it("shows in how many runs of each stage a guarantee held", () => {
    expect(text).toMatch(/✗ held in 1 of 2 runs.*✓ held in 1 of 1 run/s);
  });

  it("says which cluster is left, and how it goes", () => {
    expect(text).toContain("kc-a is left as it is");
  });

  it("says which part did not come to its end", () => {
    expect(text).toContain("interrupted");
  });

  it("lets nothing that was read become markup", () => {
    expect(text).not.toContain("<b>");
  });
});

it("links each run's own page", () => {
  expect(gatePage(gate)).toContain('<a href="runs/etcd-minority-1/report.html">etcd-minority-1</a>');
});

it("has a sentence for each answer", () => {
  expect(conclusionOf({ ...gate, answer: "go", reasons: [] })).toMatch(/^go: nothing stops the upgrade from 1.36.4/);
  const settings = { from: null, to: "b.yaml" };
  expect(conclusionOf({ ...gate, from: "1.37.0", settings, stages: [], answer: "go", reasons: [] })).toBe(
    "go: nothing stops the change of settings from the defaults to b.yaml, and every guarantee held before and after",
  );
  expect(conclusionOf({ ...gate, answer: "cannot-tell", reasons: ["late"] })).toBe(
    "whether the upgrade from 1.36.4 to 1.37.0 can be made cannot be told: late",
  );
});

describe("the way back", () => {
  const verdicts = [
    { id: "no-outage rollback-control-plane-2", outcome: "pass", summary: "out", limitMs: 500, measuredMs: [20, 310] },
    { id: "recovery-point", outcome: "pass", summary: "312 acknowledged writes lost from between", measuredMs: [1, 2] },
  ];
  const run = {
    ...stageRun("back", "pass", { verdicts: verdicts as never }),
    took: [
      { step: "rollback-control-plane-2", durationMs: 90_000 },
      { step: "rollback-control-plane-1", durationMs: 60_000 },
    ],
  };
  const pageOf = (...ways: readonly StageResult[]) => gateMarkdown({ ...gate, stages: [...gate.stages, ...ways] });

  it("is told by what it took in all and in each step, what clients went without, and what was lost", () => {
    const text = pageOf(stageResult("rollback", [run], { title: "back", way: "snapshot" }));
    expect(text).toMatch(/The way back.*is the price and no failure.*✓ it came back, in all.*2 min 30 s/s);
    expect(text).toMatch(/rollback-control-plane-2, until all was whole.*90 s/);
    expect(text).toMatch(/no-outage rollback-control-plane-2: out.*500.ms.*20.ms to 310.ms/);
    expect(text).toContain("312 acknowledged writes lost");
    expect(text).not.toMatch(/held in .*back/);
  });

  it("takes the time of a step for no proof that all was whole after it", () => {
    const text = pageOf(stageResult("rollback", [run], { problem: problem("not-back") }));
    expect(text).toMatch(/rollback-control-plane-1, until all was whole or that was given up.*60 s/);
    expect(text).not.toContain("it came back");
  });

  it("is told where it did not come back, is not known to, or was not tried", () => {
    const of = (why: Parameters<typeof problem>[0]) => pageOf(stageResult("rollback", [], { problem: problem(why) }));
    expect(of("not-back")).toContain("✗ it did not come back");
    expect(of("not-whole")).toContain("✗ an upgrade before it failed");
    expect(of("open")).toContain("? whether it comes back is not known");
    expect(of("not-reached")).toContain("? it was not tried");
  });

  it("is no part where nobody asked for it", () => {
    expect(gateMarkdown(gate)).not.toContain("The way back");
  });
});
