import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import Docker from "dockerode";
import { afterAll, describe, expect, it } from "vitest";
import { hold } from "../../src/host/clock.ts";
import { Engine } from "../../src/host/engine.ts";
import { readJournal } from "../../src/journal/reader.ts";
import type { JournalEvent } from "../../src/model/event.ts";
import { kubectl } from "../../src/node-tools/kubectl.ts";
import { chaos, newestRun, reportsFolder, startChaos } from "./support/chaos.ts";
import { containersOf } from "./support/containers-of.ts";

const name = "e2e-before";
const reports = reportsFolder();
const engine = new Engine();
const docker = new Docker();
/** One control plane is enough for what is not steady, and for what is not whole. */
const onKept = ["--topology", "single", "--reuse", "--name", name, "--reports", reports];

const left = async (cluster: string) =>
  (await containersOf(cluster)).length + (await docker.listNetworks({ filters: { name: [`^kc-${cluster}$`] } })).length;
const eventsOf = async (folder: string): Promise<readonly JournalEvent[]> =>
  (await readJournal(join(folder, "journal.jsonl"))).events;
const types = async (folder: string) => new Set((await eventsOf(folder)).map((event) => event.type));

/** A system pod that no node may take: with it the cluster is not steady, whatever else happens and when. */
const pendingPod = "/root/never-scheduled.json";
const pod = JSON.stringify({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "never-scheduled", namespace: "kube-system" },
  spec: { nodeSelector: { "no-node": "has-it" }, containers: [{ name: "none", image: "none" }] },
});
const onControlPlane = (...words: readonly string[]) =>
  engine
    .exec(`kc-${name}-control-plane`, [
      "sh",
      "-c",
      'printf %s "$1" > "$2" && shift 2 && kubectl --kubeconfig /etc/kubernetes/admin.conf "$@"',
      "kubectl",
      pod,
      pendingPod,
      ...words,
    ])
    .catch(() => ({ exitCode: undefined }));

describe("what goes wrong before the first fault", () => {
  afterAll(async () => {
    await chaos("clean", "--all", "--cluster", name, "--reports", reports);
  });

  it("refuses a port that is taken before, and leaves nothing behind when kind fails at it half-way", async () => {
    const server = createServer();
    const listen = (port: number) =>
      new Promise<void>((done, fail) => server.once("error", fail).listen(port, "127.0.0.1", done));
    await listen(0);
    const { port } = server.address() as { port: number };
    const topology = join(reports, "..", "port-taken.yaml");
    const plain = readFileSync("kind-configs/ha-3cp-3w.yaml", "utf8");
    writeFileSync(topology, `${plain}networking: { apiServerAddress: 127.0.0.1, apiServerPort: ${port} }\n`);
    const command = ["run", "baseline", "--topology", topology, "--name", "e2e-port", "--reports", reports] as const;
    const refused = await chaos(...command);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(new RegExp(`^chaos: .*port ${port} of this machine is taken: `, "m"));
    await new Promise((done) => server.close(done));
    const run = startChaos(...command);
    // Its network is made when its ports were looked at, and before kind begins.
    await until(async () => (await left("e2e-port")) > 0);
    await listen(port);
    const { code } = await run.ended;
    server.close();
    expect(code).toBe(2);
    expect(run.stderr()).toMatch(/create-failed: kind could not create the cluster: .*\(log: .*kind-create\.log\)/);
    expect(readFileSync(join(newestRun(reports), "kind-create.log"), "utf8")).toMatch(
      /port is already allocated|address already in use/,
    );
    expect(await left("e2e-port")).toBe(0);
  });

  it("stops, deletes and exits with 130 when it is interrupted while kind creates", async () => {
    const run = startChaos("run", "baseline", "--name", "e2e-create", "--reports", reports);
    await run.says("create cluster");
    await until(async () => (await left("e2e-create")) > 1);
    run.process.kill("SIGINT");
    expect((await run.ended).code).toBe(130);
    expect(await left("e2e-create")).toBe(0);
  });

  it("breaks nothing in a cluster that is not steady: inconclusive", async () => {
    const run = startChaos("run", "single-control-plane", ...onKept, "--ready-timeout", "1s");
    // It stands before the cluster's first look: as soon as its API server takes it, while workers still join.
    const placed = async () => (await onControlPlane("create", "-f", pendingPod)).exitCode === 0;
    await until(async () => run.process.exitCode !== null || (await placed()));
    const { code } = await run.ended;
    await until(async () => (await onControlPlane("delete", "--ignore-not-found", "-f", pendingPod)).exitCode === 0);
    expect(code, run.stdout()).toBe(3);
    expect(run.stderr()).toMatch(/no steady state: .*not Ready: .*never-scheduled/);
    const seen = await types(newestRun(reports));
    expect(seen.has("steady-state")).toBe(true);
    expect(seen.has("fault-intent")).toBe(false);
    expect(existsSync(join(newestRun(reports), "cluster-logs"))).toBe(true);
  });

  it("refuses a kept cluster that fails the health gate, says why and what to do, and leaves it as it is", async () => {
    const broken = `kc-${name}-control-plane`;
    const manifest = "/etc/kubernetes/manifests/kube-scheduler.yaml";
    // What the test before has left is whole but for the scheduler: on a slow machine the cluster still comes up.
    const ready = "wait --request-timeout=0 --for=condition=Ready --timeout=4m -n kube-system --all".split(" ");
    for (const all of ["nodes", "pods"]) {
      const { exitCode, stderr: why } = await engine.exec(broken, kubectl(...ready, all), 250_000);
      expect(exitCode, why).toBe(0);
    }
    await engine.exec(broken, ["sh", "-c", 'mv "$1" /root/ && pkill -9 -x kube-scheduler', "break", manifest]);
    const { code, stderr } = await chaos("run", "baseline", ...onKept);
    expect(code).toBe(2);
    expect(stderr).toMatch(/chaos: kc-e2e-before is not fit to be used again and stays as it is: .*scheduler/);
    expect(stderr).toContain("clean --cluster kc-e2e-before");
    expect((await engine.exec(broken, ["ls", "/root/kube-scheduler.yaml"])).exitCode).toBe(0);
    expect((await containersOf(name)).filter(({ State }) => State === "running").length).toBe(3);
  });

  // The engine lists a container only when it is made: one that it still made when a command looked comes up later. The
  // tests before take more than a minute together.
  it.each(["e2e-port", "e2e-create"])("has left nothing behind of %s when all is over", async (cluster) => {
    expect(await left(cluster)).toBe(0);
  });
});

/** Between two looks, milliseconds. */
const everyMs = 100;

/** Looks until it is so; the test's own time limit ends it. */
async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await hold(everyMs);
}
