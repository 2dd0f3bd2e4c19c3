import { describe, expect, it } from "vitest";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../src/analysis/verdict/judge.ts";
import { ClusterLease } from "../../../src/cluster/lease.ts";
import { Stop, stoppedAs } from "../../../src/model/stop.ts";
import type { Suite } from "../../../src/model/suite.ts";
import type { JudgedScenario } from "../../../src/run/judged-run.ts";
import type { Prepared } from "../../../src/scenario/prepare.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { orderRuns } from "../../../src/suite/run-order.ts";
import { runSuite } from "../../../src/suite/run-suite.ts";
import { SuiteState } from "../../../src/suite/suite-state.ts";
import { anySpec, clustersDouble, leaseTerms } from "../../support/clusters-double.ts";

const report = judge(buildTimeline(buildJournal({ lanes: ["write/api/new"], guarantees: [] })), new Map());
const fine = async () => {};

/** A scenario on a topology. */
function prepared(name: string, topology: string, unsupported?: string): Prepared {
  const cluster = { ...anySpec, topology: { ...anySpec.topology, name: topology } };
  return { name, unsupported, cluster } as Prepared;
}

interface Doing {
  readonly clusters: ReturnType<typeof clustersDouble>;
  readonly terms?: Parameters<typeof leaseTerms>[0];
  /** Done while a scenario is carried out, on a cluster that stands. */
  readonly during?: (name: string, interruption: AbortController) => void;
  readonly failFast?: boolean;
}

/**
 * Runs scenarios on clusters that are no real ones, as `runSeveral` does; returns the last summary with all that was
 * told.
 */
async function suiteOf(scenarios: readonly Prepared[], { clusters, terms, during = () => {}, failFast }: Doing) {
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
  const carryOut = async ({ name, cluster }: Prepared, lease: ClusterLease): Promise<JudgedScenario> => {
    const entrance = { enter: async () => {}, enterKept: async () => ({ session: undefined }) };
    try {
      const { reused } = await lease.take(cluster, { folder: name, signal, note: () => {} }, entrance);
      during(name, interruption);
      return { folder: name, report, end: signal.aborted ? stoppedAs(signal) : "completed", taken: { reused } };
    } catch {
      return { folder: name, report, end: signal.aborted ? "interrupted" : "failed", taken: undefined };
    }
  };
  const suite = await runSuite(ordered, new SuiteState("suite", 42, ordered), {
    seed: 42,
    keep: told.keep,
    failFast: failFast === true,
    signal,
    lease: () => new ClusterLease(clusters, told),
    carryOut,
    onSummary: async (summary) => void summaries.push(summary),
    onJudged: (title) => void titles.push(title),
    onKept: (name) => void kept.push(name),
  });
  const made = clusters.log.filter((line) => line.startsWith("create")).length;
  return { suite, summaries, titles, kept, made, log: clusters.log, lines: told.lines };
}

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
