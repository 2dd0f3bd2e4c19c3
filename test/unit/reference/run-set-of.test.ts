import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gatherRuns } from "../../../src/comparison/gather.ts";
import { writeReference } from "../../../src/reference/reference-file.ts";
import { runSetOf } from "../../../src/reference/run-set-of.ts";
import { comparedRun } from "../../support/compared-runs.ts";
import { recordedRun } from "../../support/recorded-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function folderOf(count: number): string {
  const folder = temporaryFolder();
  for (let day = 0; day < count; day++) writeRun(folder, `run-${day}`, day);
  return folder;
}

function writeRun(folder: string, name: string, day: number): void {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, "report.json"), JSON.stringify(comparedRun([{ id: "a", ms: [1, 2] }], day)));
}

describe("what a person names as a set of runs", () => {
  it("is a folder of runs; what cannot be read of it is told", async () => {
    const folder = folderOf(3);
    mkdirSync(join(folder, "bad"));
    writeFileSync(join(folder, "bad", "report.json"), "{");
    const { set, unread } = await runSetOf(folder);
    expect(set.scenarios.map(({ scenario, runs }) => [scenario, runs])).toEqual([["etcd-leader-kill", 3]]);
    expect(unread.map(({ problem }) => problem)).toEqual([expect.stringContaining("no JSON")]);
  });

  it("is the runs of a suite, which lie beside its folder, and no others", async () => {
    const folder = folderOf(3);
    const suite = join(folder, "suite-1");
    mkdirSync(suite);
    const runs = [
      { result: { run: "run-0" } },
      { result: { run: "../run-2" } },
      { result: null },
      { result: { run: "gone" } },
    ];
    writeFileSync(join(suite, "summary.json"), JSON.stringify({ runs }));
    expect((await runSetOf(suite)).set.scenarios[0]?.runs).toBe(2);
  });

  it("is a reference file", async () => {
    const file = join(temporaryFolder(), "reference.json");
    const runs = gatherRuns("nightly", [comparedRun([{ id: "a", ms: [1, 2] }])]);
    writeReference(file, runs);
    expect((await runSetOf(file)).set).toEqual(runs);
  });

  it("is one run, judged from its journal", async () => {
    const { set, single } = await runSetOf(recordedRun("worker-kill"));
    expect(set.scenarios.map(({ scenario }) => scenario)).toEqual(["worker-kill"]);
    expect(single?.report.scenario).toBe("worker-kill");
    expect(set.scenarios[0]?.figures.map(({ id }) => id)).toContain("kill: replicas: first answer");
  });

  it("is one run by its report where its journal is of another release", async () => {
    const folder = folderOf(1);
    writeFileSync(join(folder, "run-0", "journal.jsonl"), '{"type":"run-start","at":0,"version":1}\n');
    const { set, single } = await runSetOf(join(folder, "run-0"));
    expect(set.scenarios.map(({ scenario }) => scenario)).toEqual(["etcd-leader-kill"]);
    expect(single).toBeUndefined();
  });

  it("is refused where there is nothing", async () => {
    await expect(runSetOf(join(temporaryFolder(), "none"))).rejects.toThrow(
      /there is no run, folder of runs or reference/,
    );
    await expect(runSetOf(temporaryFolder())).rejects.toThrow(/there is no run in it/);
  });
});
