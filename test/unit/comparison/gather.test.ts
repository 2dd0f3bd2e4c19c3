import { describe, expect, it } from "vitest";
import { gatherRuns } from "../../../src/comparison/gather.ts";
import { comparedRun } from "../../support/compared-runs.ts";

describe("runs as samples", () => {
  it("are in the order of their start, whatever order they were read in, and one set for each kind of cluster", () => {
    const runs = [
      comparedRun([{ id: "a", ms: [3, 4] }], 2),
      comparedRun([{ id: "a", ms: [1, 2] }], 1),
      comparedRun([{ id: "a", ms: [5, 6] }], 3, { cluster: null, server: { url: "https://c", kubernetes: "1.37.2" } }),
    ];
    const { scenarios, from, to } = gatherRuns("some", runs);
    expect(scenarios.map(({ on, figures }) => [on, figures[0]?.samplesMs])).toEqual([
      [
        "ha-3cp-3w, stock timings",
        [
          [1, 2],
          [3, 4],
        ],
      ],
      ["https://c", [[5, 6]]],
    ]);
    expect([from, to]).toEqual(["2026-11-01T01:00:00.000Z", "2026-11-01T03:00:00.000Z"]);
  });

  it("count only where a run came to its end and what was assumed of it held", () => {
    const verdict = [{ id: "a", ms: [1, 2] as const }];
    const runs = [
      comparedRun(verdict, 1),
      comparedRun(verdict, 2, { end: "interrupted" }),
      comparedRun(verdict, 3, { assumptions: [{ outcome: "fail" }] }),
      comparedRun([{ id: "a", ms: [1, 2], outcome: "fail" }], 4),
    ];
    expect(gatherRuns("some", runs).scenarios[0]).toMatchObject({ runs: 2, excluded: 2 });
  });

  it("say of a guarantee without lengths of time only what it came to, and of one that a run lacks that it is open", () => {
    const runs = [comparedRun([{ id: "a" }, { id: "b" }], 1), comparedRun([{ id: "a", outcome: "fail" }], 2)];
    expect(gatherRuns("some", runs).scenarios[0]?.figures).toMatchObject([
      { id: "a", samplesMs: [], outcomes: ["pass", "fail"] },
      { id: "b", samplesMs: [], outcomes: ["pass", "inconclusive"] },
    ]);
  });

  it("tell the phases of failovers, with null where a run did not see one", () => {
    const phases = [{ phase: "etcd elects a leader", measuredMs: [900, 1_200] as [number, number] }];
    const runs = [comparedRun([], 1, { failovers: [{ faultId: "kill", phases }] }), comparedRun([], 2)];
    expect(gatherRuns("some", runs).scenarios[0]?.figures).toMatchObject([
      { id: "kill: etcd elects a leader", kind: "phase", primary: false, samplesMs: [[900, 1_200], null] },
    ]);
  });

  it("name every class of machine", () => {
    const other = { host: { cpus: 8, memoryGiB: 32, platform: "linux arm64" } };
    const { machine } = gatherRuns("some", [comparedRun([], 1), comparedRun([], 2, other)]);
    expect(machine).toBe("2 CPUs, 24 GiB, linux x64; 8 CPUs, 32 GiB, linux arm64");
  });
});
