import { describe, expect, it } from "vitest";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../src/analysis/verdict/judge.ts";
import { machineName } from "../../../src/analysis/verdict/machine/machine-report.ts";
import { ClusterLease } from "../../../src/cluster/lease.ts";
import { exitCodes, type Outcome } from "../../../src/model/outcome.ts";
import type { QuarantineMark } from "../../../src/model/quarantine.ts";
import { Stop, stoppedAs } from "../../../src/model/stop.ts";
import type { Suite } from "../../../src/model/suite.ts";
import type { JudgedScenario } from "../../../src/run/judged-run.ts";
import type { Prepared } from "../../../src/scenario/prepare.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { orderRuns } from "../../../src/suite/run-order.ts";
import { runSuite } from "../../../src/suite/run-suite.ts";
import { SuiteState } from "../../../src/suite/suite-state.ts";
import { anySpec, clustersDouble, leaseTerms } from "../../support/clusters-double.ts";
import { quarantineMark, strictTerms } from "../../support/suite-builder.ts";

const report = judge(buildTimeline(buildJournal({ lanes: ["write/api/new"], guarantees: [] })), new Map());
/** One that was inconclusive was so because an assumption did not hold. */
const reportOf = (outcome: Outcome, run: string, untrue = machineName) => ({
  ...report,
  run,
  outcome,
  exitCode: exitCodes[outcome],
  errors: [],
  assumptions: outcome === "inconclusive" ? [{ name: untrue, outcome, summary: "it did not" }] : [],
});
const fine = async () => {};

/** A scenario on a topology. */
function prepared(name: string, topology: string, unsupported?: string): Prepared {
  const cluster = { ...anySpec, topology: { ...anySpec.topology, name: topology } };
  return {
    name,
    file: `/${name}.ts`,
    unsupported,
    cluster,
    images: { labels: { kind: "0.33.0" } },
  } as unknown as Prepared;
}

interface Doing {
  readonly clusters: ReturnType<typeof clustersDouble>;
  readonly terms?: Parameters<typeof leaseTerms>[0];
  /** Done while a scenario is carried out, on a cluster that stands. */
  readonly during?: (name: string, interruption: AbortController) => void;
  readonly failFast?: boolean;
  /** What each attempt of a scenario comes to in its turn, the last again and again; by default inconclusive. */
  readonly outcomes?: Readonly<Record<string, readonly Outcome[]>>;
  /** The assumption that does not hold in an inconclusive run; by default that the machine carried it. */
  readonly untrue?: string;
  readonly declared?: { readonly retryInconclusive?: number; readonly allowInconclusive?: boolean };
  readonly marks?: Readonly<Record<string, readonly QuarantineMark[]>>;
  /** After so many runs all that was asked is told. */
  readonly toldAfter?: number;
}

/**
 * Runs scenarios on clusters that are no real ones, as `runSeveral` does; returns the last summary with all that was
 * told.
 */
async function suiteOf(
  scenarios: readonly Prepared[],
  { clusters, terms, during = () => {}, failFast, outcomes = {}, untrue, declared, marks = {}, toldAfter }: Doing,
) {
  const ordered = orderRuns(
    scenarios,
    ({ name }) => name,
    ({ cluster }) => cluster.topology.name,
    1,
  );
  const interruption = new AbortController();
  const { signal } = interruption;
  const told = leaseTerms({ name: undefined, ...terms });
  const summaries: Suite[] = [];
  const titles: string[] = [];
  const kept: string[] = [];
  const left: string[] = [];
  const carried: { readonly name: string; readonly seed: number; readonly title: string }[] = [];
  const notes: (readonly string[])[] = [];
  const carryOut = async (
    { name, cluster, seed }: Prepared,
    lease: ClusterLease,
    title: string,
  ): Promise<JudgedScenario> => {
    carried.push({ name, seed, title });
    const attempt = carried.filter((one) => one.name === name).length;
    const own = outcomes[name] ?? [];
    const judged = reportOf(own[attempt - 1] ?? own.at(-1) ?? "inconclusive", `${name}-${attempt}`, untrue);
    const entrance = { enter: async () => {}, enterKept: async () => ({ session: undefined }) };
    try {
      const { reused } = await lease.take(cluster, { folder: name, signal, note: () => {} }, entrance);
      during(name, interruption);
      const end = signal.aborted ? stoppedAs(signal) : "completed";
      return { folder: name, report: { ...judged, end }, end, taken: { reused } };
    } catch {
      const end = signal.aborted ? "interrupted" : "failed";
      return { folder: name, report: { ...reportOf("inconclusive", name), end }, end, taken: undefined };
    }
  };
  const state = new SuiteState(
    "suite",
    42,
    ordered,
    { ...strictTerms, ...declared },
    (file) => marks[file.slice(1, -3)] ?? [],
  );
  const suite = await runSuite(ordered, state, {
    seed: 42,
    retryInconclusive: declared?.retryInconclusive ?? 0,
    keep: told.keep,
    failFast: failFast === true,
    signal,
    lease: (isLast) => new ClusterLease(clusters, { ...told, keep: told.keep && isLast }),
    carryOut,
    onSummary: async (summary) => void summaries.push(summary),
    onJudged: (title, _run, said) => {
      titles.push(title);
      notes.push(said);
    },
    isTold: () => new Set(carried.map(({ name }) => name)).size === toldAfter,
    onKept: (name) => void kept.push(name),
    onLeft: (problem) => void left.push(problem),
  });
  const made = clusters.log.filter((line) => line.startsWith("create")).length;
  return { suite, summaries, titles, notes, carried, kept, left, made, log: clusters.log, lines: told.lines };
}

describe("runs of which no more are needed", () => {
  const three = [prepared("a", "ha"), prepared("b", "ha"), prepared("c", "single")];

  it("end there as if no more had been asked for, and their cluster is deleted", async () => {
    const clusters = clustersDouble({ create: fine, delete: fine });
    const outcomes = { a: ["pass"], b: ["pass"] } as const;
    const { suite, carried, log } = await suiteOf(three, { clusters, outcomes, toldAfter: 2 });
    expect(carried.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(suite).toMatchObject({ end: "completed", outcome: "pass", exitCode: 0 });
    expect(suite.runs).toHaveLength(2);
    expect(log.filter((line) => line.startsWith("delete"))).toHaveLength(1);
  });

  it("are told once for each, after its last attempt", async () => {
    const declared = { retryInconclusive: 2 };
    const clusters = clustersDouble({ create: fine, delete: fine });
    const { carried } = await suiteOf(three, { clusters, declared, toldAfter: 1 });
    expect(carried.map(({ name }) => name)).toEqual(["a", "a", "a"]);
  });
});

const notRun = ({ runs }: Suite) => runs.map((run) => run.notRun);

describe("several runs", () => {
  const three = [prepared("a", "ha"), prepared("b", "ha"), prepared("c", "single")];

  it("share a cluster within a group; each cluster is deleted before the next one", async () => {
    const { suite, summaries, titles, made, log, lines } = await suiteOf(three, {
      clusters: clustersDouble({ create: fine, delete: fine }),
    });
    expect(suite).toMatchObject({ end: "completed" });
    expect(suite.runs.map(({ result }) => result?.reused)).toEqual([false, true, false]);
    expect(titles).toEqual(["1/3 a", "2/3 b", "3/3 c"]);
    expect(summaries.map(({ end }) => end)).toEqual(["cut", "cut", "cut", "cut", "completed"]);
    expect(made).toBe(2);
    expect(log.map((line) => line.split(" ")[0])).toEqual(
      "claim create claim delete release claim create delete release".split(" "),
    );
    expect(lines).toHaveLength(2);
  });

  it("keep the last cluster alone where it is asked for", async () => {
    const { kept, lines } = await suiteOf(three, {
      clusters: clustersDouble({ create: fine, delete: fine }),
      terms: { keep: true },
    });
    expect(kept).toEqual([expect.stringMatching(/^kc-single-/)]);
    expect(lines).toEqual([expect.stringMatching(/^deleting kc-ha-/)]);
  });

  it("give a cluster up after two failures in a row, and go on with the next group", async () => {
    let tries = 0;
    const create = async (name: string) => {
      tries++;
      if (name.startsWith("kc-ha")) throw new Error("no room");
    };
    const { suite, made, lines } = await suiteOf([...three, prepared("d", "ha")], {
      clusters: clustersDouble({ create, delete: fine }),
    });
    expect(notRun(suite)).toEqual([null, null, "its cluster could not be created", null]);
    expect([tries, made]).toEqual([3, 3]);
    expect(lines).toHaveLength(3);
  });

  it("go on after one failure that was chance", async () => {
    let tries = 0;
    const create = async () => {
      if (++tries === 1) throw new Error("a port was lost");
    };
    const { suite } = await suiteOf(three, { clusters: clustersDouble({ create, delete: fine }) });
    expect(notRun(suite)).toEqual([null, null, null]);
    expect(suite.runs.map(({ result }) => result?.exitCode === 2)).toEqual([true, false, false]);
  });

  it("stop with an interruption: the cluster is deleted, the rest is marked", async () => {
    const { suite, log } = await suiteOf(three, {
      clusters: clustersDouble({ create: fine, delete: fine }),
      during: (_name, interruption) => interruption.abort(new Error("interrupted")),
    });
    expect(suite).toMatchObject({ end: "interrupted", exitCode: 130 });
    expect(notRun(suite)).toEqual([null, "interrupted", "interrupted"]);
    expect(log.at(-1)).toMatch(/^release kc-ha-\w+, gone$/);
  });

  it.each([
    ["deadline", "deadline", 3],
    ["failed", "the harness failed", 2],
  ] as const)("stop with their %s: the cluster is deleted, the rest is marked", async (end, why, exitCode) => {
    const { suite, log } = await suiteOf(three, {
      clusters: clustersDouble({ create: fine, delete: fine }),
      during: (_name, interruption) => interruption.abort(new Stop(end, "")),
    });
    expect(suite).toMatchObject({ end: "stopped", exitCode });
    expect(notRun(suite)).toEqual([null, why, why]);
    expect(log.at(-1)).toMatch(/^release kc-ha-\w+, gone$/);
  });

  it("are stopped, too, when it was the last one that was cut short", async () => {
    const { suite } = await suiteOf([prepared("a", "ha")], {
      clusters: clustersDouble({ create: fine, delete: fine }),
      during: (_name, interruption) => interruption.abort(new Stop("deadline", "")),
    });
    expect(suite.end).toBe("stopped");
  });

  it("stop after the first that does not pass, where it is asked for", async () => {
    const create = () => Promise.reject(new Error("no room"));
    const { suite } = await suiteOf(three, { clusters: clustersDouble({ create, delete: fine }), failFast: true });
    expect(suite.end).toBe("stopped");
    expect(notRun(suite)).toEqual([null, "stopped after a (--fail-fast)", "stopped after a (--fail-fast)"]);
  });

  it("go on when a cluster cannot be deleted, and say so", async () => {
    const { suite, lines } = await suiteOf(three, {
      clusters: clustersDouble({ create: fine, delete: () => Promise.reject(new Error("no engine")) }),
    });
    expect(notRun(suite)).toEqual([null, null, null]);
    expect(lines.filter((line) => line === "chaos: no engine")).toHaveLength(2);
  });

  it("pass over what this machine cannot carry out", async () => {
    const { suite, made } = await suiteOf([prepared("a", "ha", "no netem")], { clusters: clustersDouble({}) });
    expect(suite.runs).toMatchObject([{ notRun: "no netem", unsupported: true }]);
    expect(made).toBe(0);
  });
});

describe("a run that was inconclusive", () => {
  const one = [prepared("a", "ha")];
  const calm = () => clustersDouble({ create: fine, delete: fine });
  const retried = (own: readonly Outcome[], retryInconclusive: number, more: Partial<Doing> = {}) =>
    suiteOf(one, { clusters: calm(), outcomes: { a: own }, declared: { retryInconclusive }, ...more });

  it("is not run again unless that was declared", async () => {
    const { suite, carried } = await retried(["inconclusive", "pass"], 0);
    expect(carried).toHaveLength(1);
    expect(suite.runs).toMatchObject([{ attempt: 1, earlier: [], result: { outcome: "inconclusive" } }]);
  });

  it("is run again with the same seed on the same cluster, and every attempt is kept and told", async () => {
    const { suite, carried, titles, notes, made, summaries } = await retried(
      ["inconclusive", "inconclusive", "pass"],
      2,
    );
    expect(suite).toMatchObject({ outcome: "pass", exitCode: 0, terms: { retryInconclusive: 2 }, clustersCreated: 1 });
    expect(suite.runs).toMatchObject([
      {
        attempt: 3,
        earlier: [
          { run: "a-1", outcome: "inconclusive", reused: false },
          { run: "a-2", outcome: "inconclusive", reused: true },
        ],
        result: { run: "a-3", outcome: "pass", reused: true },
      },
    ]);
    expect(new Set(carried.map(({ seed }) => seed))).toEqual(new Set([suite.runs[0]?.seed]));
    expect(titles).toEqual(["1/1 a", "1/1 a, attempt 2 of 3", "1/1 a, attempt 3 of 3"]);
    expect(carried.map(({ title }) => title)).toEqual(titles);
    expect(notes.map((said) => said.join())).toEqual([
      "it was inconclusive and is run again: attempt 2 of 3",
      "it was inconclusive and is run again: attempt 3 of 3",
      "",
    ]);
    expect(made).toBe(1);
    // Whoever dies between two attempts leaves the one that was.
    expect(summaries[1]?.runs).toMatchObject([{ attempt: 1, result: { run: "a-1" } }]);
  });

  it("is run at most so often as was declared, and stays what it was", async () => {
    const { suite, carried } = await retried(["inconclusive"], 2);
    expect(carried).toHaveLength(3);
    expect(suite).toMatchObject({ outcome: "inconclusive", exitCode: 3, runs: [{ attempt: 3 }] });
  });

  it("is not run again for what the cluster did, or what was not done to it", async () => {
    for (const untrue of ["nothing restarted that the fault did not touch", "the fault kill was real"]) {
      const { carried, suite } = await retried(["inconclusive", "pass"], 2, { untrue });
      expect(carried).toHaveLength(1);
      expect(suite.exitCode).toBe(3);
    }
  });

  it("is a fail at once when it fails then, and no fail is ever run again", async () => {
    const late = await retried(["inconclusive", "fail", "pass"], 5);
    expect(late.carried).toHaveLength(2);
    expect(late.suite).toMatchObject({ outcome: "fail", exitCode: 1, runs: [{ attempt: 2 }] });
    const early = await retried(["fail", "pass"], 5);
    expect(early.carried).toHaveLength(1);
    expect(early.suite).toMatchObject({ outcome: "fail", exitCode: 1, runs: [{ attempt: 1, earlier: [] }] });
  });

  it.each(["interrupted", "deadline", "failed"] as const)("is not run again after its %s", async (end) => {
    const { carried, suite } = await retried(["inconclusive"], 5, {
      during: (_name, interruption) => interruption.abort(new Stop(end, "")),
    });
    expect(carried).toHaveLength(1);
    expect(suite.runs[0]?.earlier).toEqual([]);
  });

  it("is no run of which the cluster could not be made", async () => {
    const clusters = clustersDouble({ create: () => Promise.reject(new Error("no room")), delete: fine });
    const { carried, suite } = await retried(["inconclusive"], 5, { clusters });
    expect(carried).toHaveLength(1);
    expect(suite.exitCode).toBe(2);
  });

  it("lets a harness that fails in a later attempt be told", async () => {
    let tries = 0;
    const clusters = clustersDouble({
      create: async () => {
        if (++tries > 1) throw new Error("no room");
      },
      delete: fine,
    });
    // The cluster of the first attempt is gone when the second begins, as where it was given up.
    const { suite } = await retried(["inconclusive", "pass"], 1, {
      clusters: { ...clusters, fitting: async () => [] },
    });
    expect(suite).toMatchObject({ exitCode: 2, runs: [{ attempt: 2, earlier: [{ run: "a-1" }] }] });
  });
});

describe("a run in quarantine", () => {
  const two = [prepared("a", "ha"), prepared("b", "ha")];

  it("is run and judged, is told, and stops no suite that stops at the first that does not pass", async () => {
    const { suite, notes } = await suiteOf(two, {
      clusters: clustersDouble({ create: fine, delete: fine }),
      outcomes: { a: ["fail"], b: ["pass"] },
      marks: { a: [quarantineMark()] },
      failFast: true,
    });
    expect(suite).toMatchObject({ end: "completed", outcome: "pass", exitCode: 0 });
    expect(suite.runs).toMatchObject([
      { result: { outcome: "fail", exitCode: 1 }, standing: "quarantined", quarantine: [quarantineMark()] },
      { result: { outcome: "pass" }, standing: "counts", quarantine: [] },
    ]);
    expect(notes).toEqual([["in quarantine until 2026-12-31 (38 days left): a known flaw"], []]);
  });

  it("forgives no cluster that cannot be made, and no run that was not carried out", async () => {
    const marks = { a: [quarantineMark()], b: [quarantineMark()] };
    const broken = await suiteOf(two, {
      clusters: clustersDouble({ create: () => Promise.reject(new Error("no room")), delete: fine }),
      marks,
    });
    expect(broken.suite.exitCode).toBe(2);
    const stopped = await suiteOf(two, {
      clusters: clustersDouble({ create: fine, delete: fine }),
      outcomes: { a: ["pass"] },
      during: (_name, interruption) => interruption.abort(new Stop("deadline", "")),
      marks,
    });
    expect(stopped.suite).toMatchObject({ outcome: "inconclusive", exitCode: 3 });
  });
});
