import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import Docker from "dockerode";
import { expect, test } from "vitest";
import { clean } from "../../../src/clean/clean.ts";
import type { CleanUpAction } from "../../../src/clean/clean-up-action.ts";
import { readClaim } from "../../../src/cluster/claims.ts";
import { kindRoleLabel, labelledContainers, ownedClusters } from "../../../src/cluster/ownership.ts";
import { kindClusterLabel } from "../../../src/host/docker/own-containers.ts";
import { Engine } from "../../../src/host/engine.ts";
import type { Cluster } from "../../../src/model/cluster.ts";
import { strikesLook } from "../../../src/node-tools/strikes.ts";
import { loadFault } from "../../../src/scenario/catalogue.ts";
import { claimOf, livingProcess, ownCache } from "../../support/claimed-cluster.ts";
import { plainCluster } from "../../support/plain-cluster.ts";

const engine = new Engine();

/** Faults whose looks need no API server, which plain containers do not have. */
const faults = ["node-pause", "node-stop", "node-partition", "process-pause"];
const culprits = { faults: await Promise.all(faults.map(loadFault)), procedures: [] };

const cleanHere = (cluster: string, dryRun = false) =>
  clean(engine, { cluster, dryRun }, { culprits, timeoutMs: 2_500 });

/** The same by a process of its own, with the cache folder of this test. */
async function cleanElsewhere(cluster: string): Promise<CleanUpAction[]> {
  const script = join(import.meta.dirname, "../../support/cleaning-process.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, cluster, ...faults]);
  return JSON.parse(stdout);
}

const linesOf = (actions: readonly CleanUpAction[]) =>
  actions.map(({ ok, what, detail }) => `${ok} ${what} ${detail}`).join("\n");

const sh = (node: string, script: string) => engine.exec(node, ["sh", "-c", script]);

/** Leaves what runs leave that die: a frozen node, a stopped one, one cut off with a stopped process and a loop. */
async function leaveAll(cluster: Cluster): Promise<readonly [string, string, string]> {
  const [node] = cluster.nodes;
  if (node === undefined) throw new Error("no node");
  const [first = "", second = "", third = ""] = cluster.nodes.map(({ name }) => name);
  await sh(first, "cp /bin/sleep /tmp/kube-scheduler; /tmp/kube-scheduler 600 >/dev/null 2>&1 & sleep 0.2");
  await sh(first, "pkill -STOP -x kube-scheduler");
  const loop = "setsid sh -c 'while :; do sleep 1; done' >/dev/null 2>&1 &";
  await engine.act({ do: "exec", node: first, argv: ["sh", "-c", loop] }, crypto.randomUUID());
  const partition = await loadFault("node-partition");
  const params = partition.params.parse({ direction: "both", peers: "all", together: false });
  for (const action of partition.inject({ node, targets: [node], cluster }, params, {})) await engine.act(action);
  await engine.act({ do: "pause", node: second });
  await engine.act({ do: "kill", node: third });
  return [first, second, third];
}

test("finds without any log what runs left that died, mends it and keeps it; two at once, and again", async () => {
  ownCache();
  await using plain = await plainCluster(engine, ["control-plane", "worker", "worker"]);
  const { name } = plain.cluster;
  const [first, second, third] = await leaveAll(plain.cluster);
  expect(linesOf(await cleanHere(name, true))).toContain(
    `true undo worker: a frozen container: docker unpause ${second}`,
  );
  expect(await engine.inspect(second)).toMatchObject({ paused: true });
  expect(readClaim(name)).toBeUndefined();

  const both = await Promise.all([cleanHere(name), cleanElsewhere(name)]);
  const worked = both.map(linesOf).find((lines) => !/another clean is at work on it/.test(lines)) ?? "";
  expect(worked).toMatch(/true undo worker: a frozen container: docker unpause/);
  expect(worked).toMatch(/true undo worker2: a stopped container: docker start/);
  expect(worked).toMatch(/true undo control-plane: a component that was stopped with SIGSTOP/);
  expect(worked).toMatch(/true undo control-plane: firewall rules that drop packets/);
  expect(worked).toMatch(/true undo control-plane: processes that a fault began/);
  expect(worked).toMatch(/true keep kept, because nobody knows whose it is/);
  // There is no API server: what cannot be seen is said, never taken for gone.
  expect(worked).toMatch(/false undo control-plane: namespaces of runs .*not known/);

  expect(await engine.inspect(second)).toMatchObject({ running: true, paused: false });
  expect(await engine.inspect(third)).toMatchObject({ running: true });
  const state = await sh(first, "ps -o state= -C kube-scheduler; iptables -w -t mangle -S");
  expect(state.stdout).toMatch(/^S/);
  expect(state.stdout).not.toContain("KIND-CHAOS");
  expect((await engine.exec(first, strikesLook(first).argv)).stdout.trim()).toBe("");
  expect(linesOf(await cleanHere(name))).not.toContain("true undo");
  expect(readClaim(name)).toMatchObject({ kept: true, pid: 0 });
}, 90_000);

test("leaves alone what a living process uses; heals and keeps what a dead one left that is kept", async () => {
  ownCache();
  await using plain = await plainCluster(engine, ["control-plane"]);
  const { name, nodes } = plain.cluster;
  const node = nodes[0]?.name ?? "";
  await engine.act({ do: "pause", node });
  const other = livingProcess();
  claimOf(name, other.pid, true);
  const used = { what: "in-use", cluster: name, detail: `a run uses it: /runs/other (process ${other.pid})`, ok: true };
  expect(await cleanHere(name)).toEqual([used]);
  expect(await cleanHere(name, true)).toEqual([used]);
  expect(await engine.inspect(node)).toMatchObject({ paused: true });
  await other.die();
  expect(linesOf(await cleanHere(name))).toMatch(/true undo control-plane: a frozen container.*true keep kept;/s);
  expect(await engine.inspect(node)).toMatchObject({ paused: false });
}, 60_000);

test("deletes what a dead run left that nobody kept, with all that this machine kept of it", async () => {
  const cache = ownCache();
  await using plain = await plainCluster(engine, ["control-plane"]);
  const { name } = plain.cluster;
  claimOf(name, 2 ** 22, false);
  expect(await cleanHere(name)).toMatchObject([{ what: "delete", ok: true, detail: "1 containers and the network" }]);
  expect((await ownedClusters(engine)).map((one) => one.name)).not.toContain(name);
  expect(readdirSync(join(cache, "clusters"))).toEqual([]);
  expect(await cleanHere(name)).toEqual([]);
}, 60_000);

test("deletes what a cut-short creation left behind its network's back, though nobody knows whose it is", async () => {
  ownCache();
  const docker = new Docker();
  await using plain = await plainCluster(engine, ["control-plane"]);
  const { name, nodes, nodeImage } = plain.cluster;
  for (const { id } of await labelledContainers(engine, name)) await engine.containers.remove(id);
  const Labels = { [kindClusterLabel]: name, [kindRoleLabel]: "control-plane" };
  const made = { name: nodes[0]?.name ?? "", Image: nodeImage, Labels, HostConfig: { NetworkMode: name } };
  await docker.createContainer(made);
  // While its network stands, it may be started.
  expect(linesOf(await cleanHere(name, true))).toMatch(/true keep kept, because nobody knows whose it is/);
  await engine.networks.remove(name);
  expect(await cleanHere(name)).toMatchObject([{ what: "delete", ok: true }]);
  expect(await labelledContainers(engine, name)).toEqual([]);
}, 60_000);
