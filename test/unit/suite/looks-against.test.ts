import { describe, expect, it } from "vitest";
import type { ComparedRun } from "../../../src/comparison/compared-run.ts";
import { gatherRuns } from "../../../src/comparison/gather.ts";
import type { Report } from "../../../src/model/report.ts";
import { LooksAgainst } from "../../../src/suite/looks-against.ts";
import { comparedRun, elections } from "../../support/compared-runs.ts";

function reports(count: number, slower: number, seed: number, change: Partial<ComparedRun> = {}): ComparedRun[] {
  const source = elections({ seed, slower });
  return Array.from({ length: count }, (_, day) =>
    comparedRun([{ id: "leader-within", ms: source.next().value as [number, number] }], day, change),
  );
}

const before = gatherRuns("before", reports(20, 1, 1));
/** After which of some runs everything was told. */
function toldAfter(looks: LooksAgainst, runs: readonly ComparedRun[]): number | undefined {
  const index = runs.findIndex((run) => looks.isTold(run as unknown as Report));
  return index < 0 ? undefined : index + 1;
}

describe("a comparison while runs go on", () => {
  it("is looked at after 6, 12 and 20 runs and at no other time, and ends when it is told", () => {
    const looks = new LooksAgainst(before, ["etcd-leader-kill"], 12);
    expect(toldAfter(looks, reports(12, 2, 2))).toBe(6);
    expect(looks.last?.answer).toBe("worse");
  });

  it("waits for all scenarios", () => {
    const looks = new LooksAgainst(before, ["etcd-leader-kill", "lb-kill"], 12);
    expect(toldAfter(looks, reports(12, 2, 2))).toBeUndefined();
    expect(looks.last).toBeUndefined();
  });

  it("stays open at the end where nothing could be told", () => {
    const looks = new LooksAgainst(before, ["etcd-leader-kill"], 6);
    expect(toldAfter(looks, reports(6, 1, 1))).toBeUndefined();
    expect(looks.last).toMatchObject({ answer: "cannot-tell", planned: 6 });
  });

  it("claims nothing of times on another class of machine", () => {
    const looks = new LooksAgainst(before, ["etcd-leader-kill"], 6);
    toldAfter(looks, reports(6, 3, 2, { host: { cpus: 16, memoryGiB: 64, platform: "linux x64" } }));
    expect(looks.last?.figures[0]?.reason).toContain("another class of machine");
  });
});
