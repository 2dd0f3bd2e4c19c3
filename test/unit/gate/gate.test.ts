import { describe, expect, it } from "vitest";
import { planAssumption } from "../../../src/analysis/verdict/plan-carried-out.ts";
import type { ClusterLease } from "../../../src/cluster/lease.ts";
import { carryOutGate, type SeenStages } from "../../../src/gate/gate.ts";
import type { PlannedStage } from "../../../src/gate/gate-plan.ts";
import { Stop } from "../../../src/model/stop.ts";
import type { Finding } from "../../../src/preflight/facts.ts";
import { judgeRun } from "../../../src/run/judge-run.ts";
import type { JudgedScenario } from "../../../src/run/judged-run.ts";
import type { Prepared } from "../../../src/scenario/prepare.ts";
import type { StageKind } from "../../../src/upgrade/stages.ts";
import { recordedRun } from "../../support/recorded-run.ts";

const kinds: readonly StageKind[] = ["rest", "before", "roll", "mixed", "after", "fresh"];
const planned: PlannedStage[] = kinds.map((kind) => ({
  stage: {
    ...{ kind, title: kind, nodes: kind === "roll" ? [{ role: "control-plane", index: 1 }] : [] },
    upgraded: kind === "mixed" || kind === "after" ? { a: "1.37.0" } : {},
  },
  runs: [
    { name: `${kind}-a` },
    ...(kind === "before" || kind === "mixed" ? [{ name: `${kind}-b` }] : []),
  ] as Prepared[],
}));

/** A report of a run that came to its end, with its assumption that every step was carried out. */
async function aReport(carriedOut: "pass" | "inconclusive" = "pass", summary = "3 steps") {
  const { report } = await judgeRun(recordedRun("single-control-plane"));
  const stretches = [{ name: "upgrade-control-plane-1", from: 1, to: 2, lanes: [] }];
  return { ...report, stretches, assumptions: [{ name: planAssumption, outcome: carriedOut, summary }] };
}

interface Course {
  readonly findings?: readonly Finding[];
  /** What each run comes to, by its scenario's name. */
  readonly comes?: (name: string) => Partial<JudgedScenario>;
  readonly stop?: { readonly after: string; readonly end?: Stop["end"] };
  /** Ways back after all else. */
  readonly ways?: readonly PlannedStage[];
  /** What the deletion of the upgraded cluster comes to. */
  readonly left?: string;
  /** What that of the new one comes to. */
  readonly leftNew?: string;
}

/** Goes through all stages with runs that come to what is said; what was done, in its order. */
async function gone({ findings = [], comes = () => ({}), stop, left, leftNew, ways = [] }: Course) {
  const report = await aReport();
  const did: string[] = [];
  const controller = new AbortController();
  const lease = (name: string, problem?: string) =>
    ({
      name,
      end: async (keep: boolean) => {
        did.push(`${keep ? "kept" : "deleted"} ${name}`);
        return keep ? { kept: name } : problem === undefined ? {} : { problem };
      },
    }) as unknown as ClusterLease;
  const written: SeenStages[] = [];
  const carried = carryOutGate([...planned, ...ways], {
    ...{
      signal: controller.signal,
      upgraded: lease("kc-old", left),
      fresh: lease("kc-new", leftNew),
      back: lease("kc-back"),
    },
    carryOut: async ({ name }, { name: cluster }) => {
      did.push(`${name} on ${cluster}`);
      if (stop?.after === name) controller.abort(new Stop(stop.end ?? "interrupted", "by a person"));
      return { folder: "", report, end: "completed", taken: { reused: true }, ...comes(name) } as JudgedScenario;
    },
    look: async (cluster) => {
      did.push(`looked at ${cluster}`);
      return { findings, accepted: [] };
    },
    onStages: async (soFar) => void written.push({ ...soFar, stages: [...soFar.stages] }),
  });
  return { seen: await carried.catch(() => written.at(-1) as SeenStages), did, written, carried };
}

const problems = ({ stages }: SeenStages) => stages.map(({ problem }) => problem);
const notReached = (count: number) => Array(count).fill({ why: "not-reached", words: "not reached" });

describe("an upgrade", () => {
  it("goes through all stages; it is looked what stops it before anything is broken, and the new cluster comes when the other is gone", async () => {
    const { seen, did, written } = await gone({});
    expect(did).toEqual([
      ...["rest-a on kc-old", "looked at kc-old", "before-a on kc-old", "before-b on kc-old", "roll-a on kc-old"],
      ...["mixed-a on kc-old", "mixed-b on kc-old", "after-a on kc-old", "deleted kc-old", "fresh-a on kc-new"],
    ]);
    expect(problems(seen)).toEqual(Array(6).fill(null));
    expect(seen.reports.before).toHaveLength(2);
    expect(seen.stages.map(({ runs }) => runs[0]?.took.length)).toEqual([0, 0, 1, 0, 0, 0]);
    expect(seen.kept).toBeNull();
    expect(problems(written[0] as SeenStages)).toEqual(notReached(6));
    // Whoever is killed between two runs leaves a stage that says so.
    expect(written.map((one) => problems(one)[1]?.words)).toContain("it goes on, or was cut");
  });

  it("upgrades nothing where something would stop it", async () => {
    const { seen, did } = await gone({ findings: [{ severity: "stops", check: "budgets" } as Finding] });
    expect(did).toEqual(["rest-a on kc-old", "looked at kc-old"]);
    expect(problems(seen)).toEqual([{ why: "stopped", words: "the upgrade would be stopped" }, ...notReached(5)]);
  });

  it.each([
    ["a node that did not become whole", "upgrade-1: no proof that it was done: etcd is not ready", "not-whole"],
    ["a node that was not begun", "the steady state before did not hold", "open"],
  ])("goes no further than %s, and leaves its cluster", async (_, words, why) => {
    const report = await aReport("inconclusive", words);
    const { seen, did } = await gone({ comes: (name) => (name === "roll-a" ? { report } : {}) });
    expect(did.slice(-2)).toEqual(["roll-a on kc-old", "kept kc-old"]);
    expect(seen.kept).toBe("kc-old");
    expect(problems(seen)).toEqual([null, null, { why, words }, ...notReached(3)]);
  });

  it.each(["interrupted", "deadline"] as const)(
    "ends after the run under way where it is %s, and leaves nothing",
    async (end) => {
      const report = await aReport("inconclusive", "upgrade-1: no proof that it was done: aborted");
      const comes = (name: string) => (name === "roll-a" ? { report } : {});
      const { seen, did } = await gone({ comes, stop: { after: "roll-a", end } });
      expect(did.at(-1)).toBe("roll-a on kc-old");
      expect(problems(seen)[2]).toEqual({ why: "open", words: end === "deadline" ? "the deadline was over" : end });
      expect(seen.kept).toBeNull();
    },
  );

  it("leaves the cluster where the harness failed in the middle", async () => {
    const { seen } = await gone({ stop: { after: "mixed-a", end: "failed" } });
    expect(problems(seen)[3]).toEqual({ why: "open", words: "the harness failed" });
    expect(seen.kept).toBe("kc-old");
  });

  it("says why a cluster could not be had; one of the middle of an upgrade stays", async () => {
    const none = (at: string) => gone({ comes: (name) => (name === at ? { taken: undefined } : {}) });
    expect((await none("rest-a")).did).toEqual(["rest-a on kc-old"]);
    const { seen, did } = await none("after-a");
    expect(did.slice(-2)).toEqual(["after-a on kc-old", "kept kc-old"]);
    expect(problems(seen)[4]).toMatchObject({ why: "open" });
  });

  it("makes no new cluster beside one that could not be deleted", async () => {
    const { seen, did } = await gone({ left: "no engine" });
    expect(did.at(-1)).toBe("deleted kc-old");
    expect(problems(seen)[5]).toEqual({ why: "open", words: "no engine" });
  });

  it("writes what it has and leaves the cluster where a run throws, and throws it on", async () => {
    const comes = (name: string) => {
      if (name === "mixed-b") throw new Error("the disk is full");
      return {};
    };
    const { seen, did, carried } = await gone({ comes });
    await expect(carried).rejects.toThrow("the disk is full");
    expect(did.at(-1)).toBe("kept kc-old");
    expect(problems(seen)[3]).toEqual({ why: "open", words: "the harness failed: the disk is full" });
    expect(seen.stages[3]?.runs).toHaveLength(1);
  });

  describe("with ways back", () => {
    const ways = (["old-programs", "snapshot"] as const).map(
      (way): PlannedStage => ({
        stage: { kind: "rollback", title: way, way, nodes: [{ role: "control-plane", index: 1 }], upgraded: {} },
        runs: [{ name: way }] as Prepared[],
      }),
    );
    const broken = (step: string) =>
      aReport("inconclusive", `step 4 of 9 (${step}): no proof that it was done: etcd is not ready`);

    it("tries each on a cluster of its own, one after another, and says how long its steps took", async () => {
      const report = await aReport();
      const [first] = report.stretches;
      const back = { ...report, stretches: [{ ...first, name: "rollback-control-plane-2", from: 1_000, to: 4_000 }] };
      const { seen, did } = await gone({
        ways,
        comes: (name) => (name === "old-programs" ? { report: back as typeof report } : {}),
      });
      expect(did.slice(-7)).toEqual([
        ...["fresh-a on kc-new", "deleted kc-new", "deleted kc-back", "old-programs on kc-back"],
        ...["deleted kc-new", "deleted kc-back", "snapshot on kc-back"],
      ]);
      expect(seen.stages.slice(6).map(({ way, runs }) => [way, runs[0]?.took])).toEqual([
        ["old-programs", [{ step: "rollback-control-plane-2", durationMs: 3_000 }]],
        ["snapshot", []],
      ]);
    });

    it.each([
      ["restore-control-planes", "not-back"],
      ["upgrade-control-plane-1", "not-whole"],
      ["snapshot", "open"],
    ])("tells what was not done in %s from the way back itself: %s", async (step, why) => {
      const report = await broken(step);
      const { seen } = await gone({ ways, comes: (name) => (name === "snapshot" ? { report } : {}) });
      expect(problems(seen)[7]).toMatchObject({ why });
    });

    const first = async (step: string) => {
      const report = await broken(step);
      return gone({ ways, comes: (name) => (name === "old-programs" ? { report } : {}) });
    };

    it.each([
      ["rollback-control-plane-2", "not-back"],
      ["upgrade-control-plane-1", "not-whole"],
    ])(
      "keeps the cluster that did not come back to be looked at, and makes no other beside it: %s",
      async (step, why) => {
        const { seen, did } = await first(step);
        expect(did.at(-1)).toBe("kept kc-back");
        expect(seen.kept).toBe("kc-back");
        expect(problems(seen).slice(6)).toMatchObject([{ why }, ...notReached(1)]);
      },
    );

    it("tries the other where one stays open, and none after an interruption", async () => {
      const { seen, did } = await first("snapshot");
      expect(did.at(-1)).toBe("snapshot on kc-back");
      expect(problems(seen).slice(6)).toMatchObject([{ why: "open" }, null]);
      const stopped = await gone({ ways, stop: { after: "old-programs" } });
      expect(problems(stopped.seen).slice(6)).toEqual([{ why: "open", words: "interrupted" }, ...notReached(1)]);
    });

    it("makes no cluster beside one that could not be deleted", async () => {
      const { seen, did } = await gone({ ways, leftNew: "kc-new is left" });
      expect(did.at(-1)).toBe("deleted kc-new");
      expect(problems(seen).slice(6)).toEqual([{ why: "open", words: "kc-new is left" }, ...notReached(1)]);
    });
  });
});
