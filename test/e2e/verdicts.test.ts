import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { beforeAll, describe, expect, it } from "vitest";
import { kubeconfigOf } from "../../src/cluster/cluster-folder.ts";
import { findNodes } from "../../src/cluster/nodes.ts";
import { Engine } from "../../src/host/engine.ts";
import type { Report } from "../../src/model/report.ts";
import { suiteSchema } from "../../src/model/suite.ts";
import { needsFitMachine } from "../support/fit-machine/on-fit-machine.ts";
import { secretsIn } from "../support/secrets-in.ts";
import { serveWebhook } from "../support/webhook.ts";
import { chaos, newestRun, reportsFolder, startChaos } from "./support/chaos.ts";
import { containersOf } from "./support/containers-of.ts";
import { keptCluster as name } from "./support/kept-cluster.ts";
import { repeatable } from "./support/repeatable.ts";
import { notPassed } from "./support/reports-of-runs.ts";
import { applyFile, kubectl, withToken } from "./support/service-account.ts";

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

/** What there is of the kept cluster, and since when it runs. */
const containers = async () => {
  const all = await containersOf(name);
  return all.map(({ Id, State, Created }) => ({ Id, State, Created })).toSorted((a, b) => a.Id.localeCompare(b.Id));
};

describe("verdicts on a real cluster", () => {
  beforeAll(async () => {
    const version = await chaos("doctor");
    if (version.code !== 0) throw new Error(`this machine cannot run clusters:\n${version.stdout}${version.stderr}`);
  });

  it(
    "two scenarios in one call share a cluster and pass: nothing found where nothing is broken, etcd's minority survived",
    repeatable,
    needsFitMachine(async ({ runsIn }) => {
      runsIn(reports);
      // The cluster of another file, or of an earlier attempt, would be taken instead of a new one.
      await chaos("clean", "--all", "--cluster", name, "--reports", reports);
      const { code, stdout, stderr } = await chaos("run", "baseline", "etcd-minority", ...onKept, "--json");
      const suite = suiteSchema.parse(JSON.parse(stdout));
      const [baseline, minority] = suite.runs.map(({ result }) => result);
      if (baseline == null || minority == null) throw new Error(`not run: ${stderr}`);
      const bad = [baseline, minority].flatMap(notPassed);
      expect({ code, outcome: suite.outcome, bad }, bad.join("\n")).toEqual({ code: 0, outcome: "pass", bad: [] });
      expect({ created: suite.clustersCreated, cluster: baseline.cluster }).toEqual({
        created: 1,
        cluster: `kc-${name}`,
      });
      expect(minority).toMatchObject({ cluster: `kc-${name}`, reused: true, replaced: null });
      expect(stderr).toMatch(/\[2\/2 etcd-minority \d\d:\d\d\] follower-down: proven active/);
      expect(stderr).toMatch(/kubelet restarted, because it would have delayed the next restart of etcd/);
      expect(readFileSync(join(reports, suite.suite, "junit.xml"), "utf8")).toMatch(/"baseline".*"etcd-minority"/s);
      expect(statSync(kubeconfigOf(`kc-${name}`)).mode & 0o777).toBe(0o600);
      expect(existsSync(own) ? statSync(own).mtimeMs : undefined).toBe(ownBefore);
    }),
  );

  it(
    "a scenario in YAML is run with limits of one's own: a weaker one is told everywhere, and a stricter one that an election does not keep is named with exit 1",
    repeatable,
    needsFitMachine(async ({ runsIn }) => {
      runsIn(reports);
      const webhook = await serveWebhook(503, 200);
      const config = join(reportsFolder(), "kind-chaos.config.yaml");
      const scenario = join(process.cwd(), "test/e2e/scenarios/leader-killed.yaml");
      const weaker = { scenario, guarantee: "max-outage write/api/* during kill", limit: "30s", reason: "a slow disk" };
      // A member asks for votes when it has heard of no leader for at least its election timeout, a second. Writes that wait
      // for that may be answered within their own second, and show nothing.
      const stricter = { scenario, guarantee: "leader-within during kill", limit: "200ms", reason: "no time to lose" };
      const limits = [weaker, stricter];
      writeFileSync(config, JSON.stringify({ scenarios: [scenario], limits, notify: [webhook.url] }));
      const { code, report, folder, stdout } = await run("--config", config, ...onKept);
      webhook.close();
      const notHeld = report.verdicts.filter(({ outcome }) => outcome !== "pass");
      const broken = notHeld.map(({ guarantee, outcome }) => `${guarantee}: ${outcome}`);
      const doubted = report.assumptions.filter(({ outcome }) => outcome !== "pass").map(({ summary }) => summary);
      expect({ code, broken, doubted }, stdout).toEqual({ code: 1, broken: ["leader-within: fail"], doubted: [] });
      expect(stdout).toMatch(/✗ etcd has a new leader within 200 ms/);
      expect(existsSync(join(folder, "cluster-logs"))).toBe(true);
      const told = /WEAKER than the scenario's 4 s: a slow disk/;
      // A table breaks its lines in the middle of what a limit says; the last lines say it, too.
      expect(stdout).toMatch(/FAIL: .*; 2 limits of your own, 1 weaker than the scenario's$/m);
      expect(readFileSync(join(folder, "report.md"), "utf8")).toMatch(told);
      expect((await chaos("replay", folder, "--json")).stdout).toMatch(told);
      expect(webhook.got.map(({ body }) => body)).toMatchObject([
        { kind: "run", outcome: "fail" },
        { kind: "run", outcome: "fail", exitCode: 1, headline: expect.stringContaining("leader-killed: fail") },
      ]);
      for (const file of ["journal.jsonl", "report.json", "report.md"])
        expect(readFileSync(join(folder, file), "utf8")).not.toContain("verysecret");
    }),
  );

  it("replay judges a run the same, byte for byte", async () => {
    const folder = newestRun(reports);
    const replayed = await chaos("replay", folder, "--json");
    const text = readFileSync(join(folder, "report.json"), "utf8");
    expect(replayed.stdout.trim()).toBe(text.trim());
    expect(replayed.code).toBe((JSON.parse(text) as Report).exitCode);
  });

  it(
    "measures bounds that hold the time for which the load balancer was frozen, as the engine saw it",
    repeatable,
    needsFitMachine(async ({ runsIn }) => {
      runsIn(reports);
      const began = Math.floor(Date.now() / 1_000);
      const { code, report, stdout } = await run("test/e2e/scenarios/balancer-paused.ts", ...onKept);
      expect(code, stdout).toBe(0);
      const frozenMs = await timeFrozen(`kc-${name}-external-load-balancer`, began);
      const [fault] = report.faults;
      // The engine tells of a freeze when it is done: the truth may be longer by what the call took.
      const longestMs = frozenMs + ((fault?.activeAt ?? 0) - (fault?.injectingAt ?? 0));
      // And of a thaw: the truth may be shorter by what that call took.
      const shortestMs = frozenMs - ((fault?.undoneAt ?? fault?.healedAt ?? 0) - (fault?.healingAt ?? 0));
      const outages = report.stretches
        .filter(({ name: stretch }) => stretch === "frozen")
        .flatMap(({ lanes }) => lanes.map(({ lane, longestOutage }) => ({ lane, ...longestOutage })));
      expect(outages).toHaveLength(3);
      for (const { lane, atLeastMs = 0, atMostMs } of outages) {
        expect(atLeastMs, lane).toBeGreaterThan(frozenMs / 2);
        expect(atLeastMs, lane).toBeLessThanOrEqual(longestMs);
        expect(atMostMs ?? Number.POSITIVE_INFINITY, lane).toBeGreaterThanOrEqual(shortestMs);
      }
    }),
  );

  it("says why when the name of a cluster is taken, and touches nothing", async () => {
    const before = await containers();
    expect(before).toHaveLength(7);
    const { code, stderr } = await chaos("run", "baseline", "--name", name, "--reports", reports);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/the name kc-e2e is taken .*--name/),
    });
    expect(await containers()).toEqual(before);
  });

  describe("watched by a service account", () => {
    const engine = new Engine();
    const node = `kc-${name}-control-plane`;
    let kubeconfig: string;

    beforeAll(async () => {
      if ((await findNodes(engine, `kc-${name}`, `kc-${name}`)).length === 0) await run("baseline", ...onKept);
      await applyFile(engine, node, "docs/rbac/monitor-read.yaml");
      const token = await kubectl(engine, node, "create", "token", "kind-chaos-monitor", "--duration", "1h");
      kubeconfig = withToken(kubeconfigOf(`kc-${name}`), token);
    });

    it(
      "is measured with the documented rights alone, and its API servers are known by their certificates",
      repeatable,
      needsFitMachine(async ({ runsIn }) => {
        runsIn(reports);
        const args = ["--kubeconfig", kubeconfig, "--for", "20s", "--max-outage", "1s", "--reports", reports];
        const { code, stdout, stderr } = await chaos("monitor", ...args, "--json");
        const report = JSON.parse(stdout) as Report;
        expect({ code, bad: notPassed(report) }, stderr).toEqual({ code: 0, bad: [] });
        expect(report).toMatchObject({ cluster: null, server: { identity: "token" } });
        const named = stderr
          .match(/answered by (\S+), (\S+), (\S+)\n/)
          ?.slice(1)
          .toSorted();
        expect(named).toEqual([node, `${node}2`, `${node}3`]);
        const replayed = await chaos("replay", newestRun(reports), "--json");
        expect(replayed.stdout).toBe(stdout);
      }),
    );

    it("cannot be written to with them; with more rights it can, and clean removes what a killed monitor left", async () => {
      const args = [
        "monitor",
        "--kubeconfig",
        kubeconfig,
        "--write",
        "e2e-probe",
        "--for",
        "10m",
        "--reports",
        reports,
      ];
      const refused = await chaos(...args);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain('- { apiGroups: [""], resources: [namespaces], verbs: [create] }');
      await applyFile(engine, node, "docs/rbac/monitor-write.yaml");
      const killed = startChaos(...args);
      await killed.says("answered by");
      const living = await chaos("clean", "--undo-only", "--reports", reports);
      expect(living.stdout).toMatch(/in-use .*a run uses it/);
      killed.process.kill("SIGKILL");
      await killed.ended;
      expect(await kubectl(engine, node, "get", "namespaces", "-o", "name")).toContain("e2e-probe");
      const cleaned = await chaos("clean", "--undo-only", "--reports", reports);
      expect(cleaned.stdout).toMatch(/✓ undo .*namespace e2e-probe of monitor-.*: removed/);
      expect(await kubectl(engine, node, "get", "namespaces", "-o", "name")).not.toContain("e2e-probe");
    });
  });
});

it("no key and no token lies in any folder of these runs, logs of their clusters included", () => {
  expect(secretsIn(reports)).toEqual([]);
});

/** How long a container was frozen since a moment (seconds since 1970), by the engine's own events; milliseconds. */
async function timeFrozen(container: string, since: number): Promise<number> {
  const until = Math.ceil(Date.now() / 1_000) + 1;
  const filters = JSON.stringify({ container: [container], event: ["pause", "unpause"] });
  const stream = await new Docker().getEvents({ since, until, filters });
  let text = "";
  for await (const part of stream) text += part;
  const lines = text.trim().split("\n");
  const events = lines.map((line) => JSON.parse(line) as { Action: string; timeNano: number });
  expect(events.map(({ Action }) => Action)).toEqual(["pause", "unpause"]);
  const [frozen, thawed] = events.map(({ timeNano }) => timeNano / 1e6);
  return (thawed ?? 0) - (frozen ?? 0);
}
