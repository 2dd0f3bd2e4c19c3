import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Finding } from "../../src/audit/facts.ts";
import { kubeconfigOf } from "../../src/cluster/cluster-folder.ts";
import { Engine } from "../../src/host/engine.ts";
import { readJournal } from "../../src/journal/reader.ts";
import { needsFitMachine } from "../support/fit-machine/on-fit-machine.ts";
import { applyObjects, runsGone, spreadDns } from "./support/audited.ts";
import { chaos, newestRun, reportsFolder, startChaos } from "./support/chaos.ts";
import { keptCluster as name } from "./support/kept-cluster.ts";
import { openUndos } from "./support/open-undos.ts";
import { repeatable } from "./support/repeatable.ts";
import { runsOn } from "./support/reports-of-runs.ts";
import { applyFile, kubectl, withToken } from "./support/service-account.ts";

const reports = reportsFolder();
const run = runsOn(name, reports);

describe.runIf(process.getuid?.() === 0)("an application on a real cluster", () => {
  it(
    "answers through every node and from inside while nothing is broken, and every answer names its replica",
    repeatable,
    needsFitMachine(async ({ runsIn }) => {
      runsIn(reports);
      const { code, report, folder } = await run("workload-baseline");
      expect({ code, bad: report.verdicts.filter(({ outcome }) => outcome !== "pass") }).toEqual({ code: 0, bad: [] });
      const { events, samples } = await readJournal(join(folder, "journal.jsonl"));
      const lanes = events.flatMap((event) => (event.type === "lanes" ? event.lanes : []));
      const replicas = events.flatMap((event) => (event.type === "workload" ? event.replicas : []));
      expect(new Set(replicas.map(({ node }) => node)).size).toBe(3);
      const ofReplicas = lanes.filter(({ operation }) => ["workload-http", "workload-dns"].includes(operation));
      expect(ofReplicas.length).toBe(15);
      const answered = samples.filter((sample) => ofReplicas.some(({ index }) => index === sample.lane));
      expect(new Set(answered.map(({ detail }) => detail))).toEqual(new Set(replicas.map(({ pod }) => pod)));
    }),
  );

  it("is left in peace by a drain whose run was killed: the undo ends the drain and uncordons the node", async () => {
    const engine = new Engine();
    const operator = `kc-${name}-control-plane`;
    const node = `kc-${name}-worker`;
    const draining = async () =>
      (await engine.exec(operator, ["pgrep", "-f", `^kubectl .* drain ${node} `])).exitCode === 0;
    const cordoned = async () =>
      (await kubectl(engine, operator, "get", "node", node, "-o", "jsonpath={.spec.unschedulable}")) === "true";
    const run = startChaos("run", "impossible-budget", "--reuse", "--name", name, "--reports", reports);
    await run.says("drain: node drained");
    // kubectl cordons when it has begun.
    await vi.waitUntil(async () => (await draining()) && (await cordoned()), { timeout: 10_000, interval: 100 });
    run.process.kill("SIGKILL");
    await run.ended;
    expect({ draining: await draining(), cordoned: await cordoned() }).toEqual({ draining: true, cordoned: true });
    const cleaned = await chaos("clean", "--undo-only", "--cluster", name, "--reports", reports);
    expect(cleaned.code, cleaned.stderr).toBe(0);
    expect({ draining: await draining(), cordoned: await cordoned() }).toEqual({ draining: false, cordoned: false });
    expect(openUndos(`kc-${name}`)).toEqual([]);
  });

  it("is audited: every planted fault is found with the documented rights alone, and nothing where all is well", async () => {
    const engine = new Engine();
    const node = `kc-${name}-control-plane`;
    const folder = newestRun(reports);
    await runsGone(engine, node);
    await applyFile(engine, node, "docs/rbac/audit.yaml");
    const token = await kubectl(engine, node, "create", "token", "kind-chaos-audit", "--duration", "1h");
    const kubeconfig = withToken(kubeconfigOf(`kc-${name}`), token);
    const audit = async () => {
      const { code, stdout, stderr } = await chaos("audit", "--kubeconfig", kubeconfig, "--json");
      const { findings, notes } = JSON.parse(stdout) as { findings: Finding[]; notes: string[] };
      return {
        code,
        stderr,
        notes,
        found: findings.map(({ check, severity, subject }) => `${check} ${severity} ${subject}`),
      };
    };

    await applyObjects(engine, node, "badly-made.yaml", folder);
    for (const deployment of ["alone", "together", "unbudgeted"])
      await kubectl(
        engine,
        node,
        "-n",
        "e2e-badly-made",
        "wait",
        `deployment/${deployment}`,
        "--for=condition=Available",
        "--timeout=120s",
      );
    const bad = await audit();
    expect(bad.code, bad.stderr).toBe(1);
    expect(bad.found.toSorted()).toEqual([
      "budgets high PodDisruptionBudget e2e-badly-made/together",
      "budgets low Deployment e2e-badly-made/unbudgeted",
      "co-located-replicas high Deployment e2e-badly-made/together",
      "co-located-replicas high Deployment kube-system/coredns",
      "node-local-volumes medium Deployment e2e-badly-made/together",
      "single-replica medium Deployment e2e-badly-made/alone",
      "slow-to-move low Deployment e2e-badly-made/alone",
      "slow-to-move medium Deployment e2e-badly-made/alone",
      "snapshots medium etcd snapshots",
    ]);

    await kubectl(engine, node, "delete", "namespace", "e2e-badly-made", "--timeout=120s");
    await applyObjects(engine, node, "well-made.yaml", folder);
    const taken = JSON.stringify({ status: { lastSuccessfulTime: new Date().toISOString().replace(/\.\d+/, "") } });
    await kubectl(
      engine,
      node,
      "-n",
      "kube-system",
      "patch",
      "cronjob/etcd-snapshot",
      "--subresource=status",
      "--type=merge",
      "-p",
      taken,
    );
    await spreadDns(engine, node);
    // No note: the load balancer's configuration, every certificate and etcd were read from the containers.
    expect(await audit()).toMatchObject({ code: 0, found: [], notes: [] });
  });
});
