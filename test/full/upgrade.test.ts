import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { kubeconfigOf } from "../../src/cluster/cluster-folder.ts";
import type { GateResult } from "../../src/upgrade/gate-result.ts";
import { chaos, newestRun, reportsFolder } from "../e2e/support/chaos.ts";

const reports = reportsFolder();
/** One control plane and two workers, and the least that is run before and after: the short form of the gate. */
const short = ["--from", "1.36", "--to", "1.37", "--topology", "single", "--reports", reports];
const kept: string[] = [];

async function upgrade(...options: readonly string[]): Promise<{ code: number | null; result: GateResult }> {
  const { code } = await chaos("upgrade", ...short, ...options);
  const result = JSON.parse(readFileSync(join(newestRun(reports), "upgrade.json"), "utf8")) as GateResult;
  if (result.kept !== null) kept.push(result.kept);
  return { code, result };
}

const problems = ({ stages }: GateResult) => stages.map(({ problem }) => problem?.why ?? null);

afterAll(async () => {
  for (const cluster of kept) await chaos("clean", "--all", "--cluster", cluster, "--reports", reports);
});

describe("the gate before an upgrade, on real clusters of both versions", () => {
  it("upgrades each node, runs the scenarios before and after, comes back, and leaves no cluster", async () => {
    const { code, result } = await upgrade("--try-rollback");
    expect(problems(result)).toEqual(Array(6).fill(null));
    expect(result.findings).not.toBeNull();
    expect(result.stages.map(({ runs }) => runs.length)).toEqual([1, 1, 1, 1, 1, 1]);
    const back = result.stages.at(-1);
    expect(back).toMatchObject({ way: "snapshot", runs: [{ took: [{ step: "restore-control-planes" }] }] });
    const lost = back?.runs[0]?.result.verdicts.find(({ guarantee }) => guarantee === "recovery-point");
    expect(lost).toBeDefined();
    expect(lost?.outcome).not.toBe("fail");
    // A machine that is too busy leaves a run open; nothing of the cluster's own may break.
    expect([0, 3]).toContain(code);
    expect(code).toBe(result.exitCode);
    const { stdout } = await execa("docker", ["ps", "--all", "--format", "{{.Names}}"]);
    const clusters = result.stages.flatMap(({ runs }) => runs.map((run) => run.result.cluster ?? ""));
    expect(clusters.filter((cluster) => cluster !== "" && stdout.includes(cluster))).toEqual([]);
  }, 1_800_000);

  it("waits for a node that does not become whole, then goes no further and leaves its cluster", async () => {
    const { code, result } = await upgrade("--after-create", "test/full/support/breaks-when-upgraded.sh");
    expect(problems(result)).toEqual([null, null, "not-whole", "not-reached", "not-reached"]);
    expect({ code, answer: result.answer }).toEqual({ code: 1, answer: "no-go" });
    expect(result.reasons[0]).toMatch(/kube-scheduler/);
    const kubeconfig = kubeconfigOf(result.kept ?? "");
    const args = ["exec", `${result.kept}-control-plane`, "kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf"];
    const { stdout } = await execa("docker", [...args, "get", "nodes", "--no-headers"]);
    expect(stdout.split("\n")).toHaveLength(3);
    expect(readFileSync(kubeconfig, "utf8")).toContain("server:");
  });
});
