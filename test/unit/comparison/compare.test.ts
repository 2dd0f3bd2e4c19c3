import { describe, expect, it } from "vitest";
import { compareRuns } from "../../../src/comparison/compare.ts";
import { gatherRuns } from "../../../src/comparison/gather.ts";
import { comparedRun, type Elections, elections } from "../../support/compared-runs.ts";
import { type Campaign, simulatedAnswer } from "../../support/simulated-campaign.ts";

function runsWith(count: number, wish: Elections, change = {}) {
  const source = elections(wish);
  return Array.from({ length: count }, (_, day) =>
    comparedRun([{ id: "leader-within", ms: source.next().value as [number, number] }], day, change),
  );
}

const setOf = (count: number, wish: Elections, change = {}) => gatherRuns("some", runsWith(count, wish, change));
const kept = (count: number, broken: number) =>
  gatherRuns(
    "some",
    Array.from({ length: count }, (_, day) =>
      comparedRun([{ id: "no-lost-writes", outcome: day < broken ? "fail" : "pass" }], day),
    ),
  );

describe("a comparison of runs", () => {
  it("is worse, exit code 1, where elections take twice as long", () => {
    const { answer, exitCode, figures } = compareRuns(setOf(12, { seed: 1 }), setOf(12, { seed: 2, slower: 2 }));
    expect([answer, exitCode]).toEqual(["worse", 1]);
    expect(figures[0]?.interval[0]).toBeGreaterThan(900);
    expect(figures[0]?.estimate[0]).toBeLessThan(1_900);
  });

  it("is better, exit code 0, the other way round", () => {
    const { answer, exitCode } = compareRuns(setOf(12, { seed: 1, slower: 2 }), setOf(12, { seed: 2 }));
    expect([answer, exitCode]).toEqual(["better", 0]);
  });

  it("is the same, exit code 0, where the whole interval lies inside the tolerance", () => {
    const { answer, exitCode, figures } = compareRuns(setOf(60, { seed: 1 }), setOf(60, { seed: 2 }));
    expect([answer, exitCode]).toEqual(["same", 0]);
    const [low, high] = figures[0]?.interval ?? [];
    expect(Math.max(-(low ?? -999), high ?? 999)).toBeLessThanOrEqual(figures[0]?.tolerance[0] ?? 0);
  });

  it("cannot be told, exit code 3, with few runs: how many and how many hours it would take is said", () => {
    const few = compareRuns(setOf(5, { seed: 1 }), setOf(5, { seed: 2, slower: 9 }));
    expect([few.answer, few.exitCode]).toEqual(["cannot-tell", 3]);
    expect(few.figures[0]?.reason).toContain("the first look is at 6 of each");
    expect(few.figures[0]?.needed?.runs).toBe(6);
    const close = compareRuns(setOf(6, { seed: 1 }), setOf(6, { seed: 1 }));
    expect(close.answer).toBe("cannot-tell");
    expect(close.figures[0]?.needed?.runs).toBeGreaterThan(6);
    expect(close.figures[0]?.needed?.hours).toBeGreaterThan(0);
  });

  it("claims nothing of what is not primary", () => {
    const some = (ms: number) =>
      gatherRuns(
        "some",
        Array.from({ length: 12 }, (_, day) => comparedRun([{ id: "x", ms: [ms, ms], primary: false }], day)),
      );
    const { figures, answer } = compareRuns(some(1_000), some(9_000));
    expect(figures[0]?.answer).toBeNull();
    expect(answer).toBe("cannot-tell");
    expect(compareRuns(some(1_000), some(9_000), { primary: ["x"] }).answer).toBe("worse");
  });

  it("tells under what the two did not run alike", () => {
    const b = setOf(
      6,
      { seed: 2 },
      {
        settings: { etcd: { electionMs: 1_300 } },
        host: { cpus: 8, memoryGiB: 24, platform: "linux x64", kind: "0.33.0" },
      },
    );
    const { differences } = compareRuns(setOf(6, { seed: 1 }), b);
    expect(differences.map(({ name, a, b: other }) => [name, a, other])).toEqual([
      ["machine", "2 CPUs, 24 GiB, linux x64", "8 CPUs, 24 GiB, linux x64"],
      ["setting: etcd.electionMs", "1000", "1300"],
    ]);
  });

  it("presumes nothing of where in its bounds a value lies when two versions of kind-chaos measured", () => {
    const { figures } = compareRuns(setOf(12, { seed: 1 }), setOf(12, { seed: 2 }, { harness: "0.2.0" }));
    expect(figures[0]?.measuredAlike).toBe(false);
  });

  it("does not count runs whose assumptions did not hold, and tells nothing where they are many", () => {
    const bad = { assumptions: [{ outcome: "inconclusive" as const }] };
    const slow = runsWith(12, { seed: 2, slower: 2 });
    const mixed = gatherRuns("b", [...slow, ...runsWith(4, { seed: 3 }, bad)]);
    const { answer, figures, b } = compareRuns(setOf(12, { seed: 1 }), mixed);
    expect([b.runs, b.excluded]).toEqual([12, 4]);
    expect(answer).toBe("cannot-tell");
    expect(figures[0]?.reason).toContain("4 of 16 runs of B do not count");
  });

  it("takes a run that saw nothing as one that may have measured anything", () => {
    const unseen = Array.from({ length: 12 }, (_, day) =>
      comparedRun([day < 7 ? { id: "leader-within" } : { id: "leader-within", ms: [1_400, 1_500] }], day),
    );
    const { figures } = compareRuns(setOf(12, { seed: 1 }), gatherRuns("b", unseen));
    expect(figures[0]?.b.median).toEqual([null, null]);
    expect(figures[0]?.answer).toBe("cannot-tell");
  });

  it("names scenarios that only one has", () => {
    const other = gatherRuns("b", [comparedRun([], 0, { scenario: "lb-kill" })]);
    const { unmatched, exitCode } = compareRuns(setOf(6, { seed: 1 }), other);
    expect(unmatched.map(({ scenario, side }) => [scenario, side])).toEqual([
      ["etcd-leader-kill", "a"],
      ["lb-kill", "b"],
    ]);
    expect(exitCode).toBe(3);
  });
});

describe("a primary guarantee that one of the two lacks", () => {
  it("cannot be told, whatever the others come to", () => {
    const both = (day: number) => [
      { id: "leader-within", ms: [1_400, 1_400 + day] as const },
      { id: "gone", ms: [1, 1] as const },
    ];
    const a = gatherRuns(
      "a",
      Array.from({ length: 40 }, (_, day) => comparedRun(both(day), day)),
    );
    const b = gatherRuns(
      "b",
      Array.from({ length: 40 }, (_, day) => comparedRun(both(day).slice(0, 1), day)),
    );
    const { answer, figures, unmatched } = compareRuns(a, b);
    expect(figures.map((figure) => figure.answer)).toEqual(["same"]);
    expect(unmatched).toEqual([
      { scenario: "etcd-leader-kill", on: "ha-3cp-3w, stock timings", id: "gone", side: "a" },
    ]);
    expect(answer).toBe("cannot-tell");
  });
});

describe("a scenario that only one of the two has", () => {
  const good = (name: string, change = {}) =>
    Array.from({ length: 40 }, (_, day) =>
      comparedRun([{ id: "leader-within", ms: [1_400, 1_400 + day] }], day, { scenario: name, ...change }),
    );

  it("keeps nothing open where the other never ran it", () => {
    const a = gatherRuns("a", [...good("etcd-leader-kill"), ...good("lb-kill")]);
    expect(compareRuns(a, gatherRuns("b", good("etcd-leader-kill"))).answer).toBe("same");
  });

  it("cannot be told where no cluster came to be there, or none of its runs counts", () => {
    const a = gatherRuns("a", [...good("etcd-leader-kill"), ...good("lb-kill")]);
    const without = good("lb-kill", { cluster: null, end: "failed" });
    const busy = good("lb-kill", { assumptions: [{ outcome: "inconclusive" }] });
    for (const bad of [without, busy])
      expect(compareRuns(a, gatherRuns("b", [...good("etcd-leader-kill"), ...bad])).answer).toBe("cannot-tell");
  });
});

describe("the same scenario on another kind of cluster", () => {
  const on = (topology: string, slower: number) =>
    runsWith(12, { seed: slower, slower }, { cluster: { ...comparedRun([]).cluster, topology } });

  it("is compared where each side has one alone, and that is the first thing that is said", () => {
    const { answer, differences } = compareRuns(
      gatherRuns("a", on("etcd-1000", 1)),
      gatherRuns("b", on("etcd-2000", 2)),
    );
    expect(answer).toBe("worse");
    expect(differences.map(({ name }) => name)).toEqual(["topology and timings"]);
  });

  it("is not where one side has several", () => {
    const b = gatherRuns("b", [...on("x", 1), ...on("y", 2)]);
    expect(compareRuns(gatherRuns("a", on("z", 1)), b)).toMatchObject({ figures: [], answer: "cannot-tell" });
  });
});

describe("a comparison of how many runs keep a guarantee", () => {
  it("is worse where many more break it", () => {
    expect(compareRuns(kept(20, 0), kept(20, 12)).answer).toBe("worse");
  });

  it("cannot be told from one of twelve, nor from none of twelve", () => {
    expect(compareRuns(kept(12, 0), kept(12, 1)).answer).toBe("cannot-tell");
    expect(compareRuns(kept(12, 0), kept(12, 0)).answer).toBe("cannot-tell");
  });

  it("is the same where hundreds keep it on either side", () => {
    expect(compareRuns(kept(200, 0), kept(200, 1)).answer).toBe("same");
  });
});

describe("looks that are fixed beforehand", () => {
  it("look at nothing that came after the last of them", () => {
    const [a, b] = [runsWith(11, { seed: 1 }), runsWith(11, { seed: 2, slower: 1.5 })];
    const between = compareRuns(gatherRuns("a", a), gatherRuns("b", b), { planned: 20 });
    const atLook = compareRuns(gatherRuns("a", a.slice(0, 6)), gatherRuns("b", b.slice(0, 6)), { planned: 20 });
    expect(between.figures[0]?.interval).toEqual(atLook.figures[0]?.interval);
    expect(between.figures[0]?.b.runs).toBe(6);
  });
});

/** A hundredth of what bench/calibrate-comparison.ts simulates would tell little: a fifth, with a fixed seed. */
const simulations = 200;

/** Milliseconds; a machine that does other work besides took 22 s. */
const timeout = 120_000;

describe("simulated comparisons, looks included", () => {
  const campaign: Campaign = { planned: 12, primary: 3, slowed: 0, slower: 1, widthMs: 200 };
  const answers = (wish: Campaign, seed: number) =>
    Array.from({ length: simulations }, (_, index) => simulatedAnswer(seed + index, wish));
  const share = (all: readonly string[], wanted: string) =>
    all.filter((answer) => answer === wanted).length / all.length;

  it("say worse anywhere in at most 5 % where nothing is different", { timeout }, () => {
    expect(share(answers(campaign, 1_000), "worse")).toBeLessThanOrEqual(0.05);
  });

  it("find an election of 1.5 s that is slower by 30 % in at least 80 %, one of three guarantees, 12 runs of each", {
    timeout,
  }, () => {
    expect(share(answers({ ...campaign, slowed: 1, slower: 1.3 }, 5_000), "worse")).toBeGreaterThanOrEqual(0.8);
  });
});
