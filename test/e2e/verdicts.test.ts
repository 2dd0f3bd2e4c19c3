import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import type { SuiteResult } from "../../src/model/suite.ts";
import { suiteSchema } from "../../src/model/suite-schema.ts";
import { chaos, newestRun, reportsFolder } from "./support/chaos.ts";

/** One cluster serves these tests, one after the other, as it would a person who keeps it. */
const name = "e2e-verdicts";
const reports = reportsFolder();
const onKept = ["--reuse", "--name", name, "--reports", reports];
const own = join(homedir(), ".kube/config");
const ownBefore = existsSync(own) ? statSync(own).mtimeMs : undefined;

const run = async (
  ...args: string[]
): Promise<{ code: number | null; report: Report; folder: string; stdout: string }> => {
  const { code, stdout } = await chaos("run", ...args);
  const folder = newestRun(reports);
  return { code, stdout, folder, report: JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report };
};

describe("verdicts on a real cluster", () => {
  beforeAll(async () => {
    const version = await chaos("doctor");
    if (version.code !== 0) throw new Error(`this machine cannot run clusters:\n${version.stdout}${version.stderr}`);
  });
  afterAll(async () => {
    await chaos("clean", "--all", "--cluster", name, "--reports", reports);
  });

  it("two scenarios in one call share a cluster and pass: nothing found where nothing is broken, etcd's minority survived", async () => {
    const { code, stdout, stderr } = await chaos("run", "baseline", "etcd-minority", ...onKept, "--json");
    const suite = suiteSchema.parse(JSON.parse(stdout));
    const [baseline, minority] = suite.runs.map(({ result }) => result);
    if (baseline == null || minority == null) throw new Error(`not run: ${stderr}`);
    const bad = [baseline, minority].flatMap(notPassed);
    expect({ code, outcome: suite.outcome, bad }, stderr).toEqual({ code: 0, outcome: "pass", bad: [] });
    expect({ created: suite.clustersCreated, cluster: baseline.cluster }).toEqual({
      created: 1,
      cluster: `kc-${name}`,
    });
    expect(minority).toMatchObject({ cluster: `kc-${name}`, reused: true, replaced: null });
    expect(stderr).toMatch(/\[2\/2 etcd-minority \d\d:\d\d\] follower-down: proven active/);
    expect(stderr).toMatch(/kubelet restarted, because it would have delayed the next restart of etcd/);
    expect(readFileSync(join(reports, suite.suite, "junit.xml"), "utf8")).toMatch(/"baseline".*"etcd-minority"/s);
    expect(statSync(join(reports, baseline.run, "kubeconfig")).mode & 0o777).toBe(0o600);
    expect(existsSync(own) ? statSync(own).mtimeMs : undefined).toBe(ownBefore);
  });

  it("replay judges a run the same, byte for byte", async () => {
    const folder = newestRun(reports);
    const replayed = await chaos("replay", folder, "--json");
    expect(replayed.code).toBe(0);
    expect(replayed.stdout.trim()).toBe(readFileSync(join(folder, "report.json"), "utf8").trim());
  });

  it("says why when the name of a cluster is taken, and touches nothing", async () => {
    const { code, stderr } = await chaos("run", "baseline", "--name", name, "--reports", reports);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/the name kc-e2e-verdicts is taken .*--name/),
    });
    const again = await run("baseline", ...onKept);
    expect(again.report.cluster?.name).toBe(`kc-${name}`);
    expect(again.code).toBe(0);
  });
});

describe("a cluster whose guarantee is broken on purpose", () => {
  it("fails with exit 1 and names the guarantee", async () => {
    const { code, report, stdout } = await run("test/e2e/scenarios/slow-election.ts", "--reports", reports);
    const broken = report.verdicts.filter((verdict) => verdict.outcome === "fail").map((verdict) => verdict.guarantee);
    expect(code, stdout).toBe(1);
    // Which member wins decides how tightly the election itself is bounded; writes are out for all of it in any case.
    expect(broken).toContain("max-outage");
    expect(report.settings?.etcd.electionMs).toBe(10_000);
    expect(stdout).toMatch(/✗ write\/lb\/\* never out longer than 4s/);
  });
});

function notPassed(report: Pick<SuiteResult, "verdicts" | "assumptions">): string[] {
  const bad = [...report.verdicts.map((verdict) => ({ ...verdict, name: verdict.promise })), ...report.assumptions];
  return bad.filter(({ outcome }) => outcome !== "pass").map(({ name: what, summary }) => `${what}: ${summary}`);
}
