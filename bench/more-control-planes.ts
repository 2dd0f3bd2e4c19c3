import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubeconfigOf } from "../src/cluster/cluster-folder.ts";
import { clustersOn } from "../src/cluster/clusters.ts";
import { ClusterLease } from "../src/cluster/lease.ts";
import { listenForInterruption } from "../src/command-line/interruption.ts";
import { until } from "../src/host/clock.ts";
import { Engine } from "../src/host/engine.ts";
import type { Kube } from "../src/kube/kube.ts";
import { controlPlanes } from "../src/model/cluster.ts";
import { clearBackOff, type Ended } from "../src/runner/fault/back-off.ts";
import { closeSession, type Session } from "../src/runner/session.ts";
import { resolveImages } from "../src/setup/images/images.ts";
import { provideKwok, type RunningKwok, startKwok } from "./support/kwok.ts";
import { awaitAgreed, type LeaderLoss, loseLeader, watchDelays } from "./support/leader-loss.ts";
import {
  awaitWhole,
  isReady,
  nodesOfZone,
  openCluster,
  populate,
  replicasReady,
  selectorOf,
  zones,
} from "./support/simulated-cluster.ts";
import { simulatedRows } from "./support/simulated-elections.ts";

/**
 * What more control planes change: elections of etcd, how late the watches of all API servers tell of writes, how long all
 * takes to be whole again after the leader was lost, and the eviction of a zone's pods; with 50 nodes that kwok plays
 * beside the real ones. Elections are simulated, too, where the machine's share of a core is not what is asked about.
 * Usage: node bench/more-control-planes.ts [topology …] (three, five and seven control planes; 8 to 15 min each), or
 * node bench/more-control-planes.ts simulated (some seconds, no cluster).
 */
const wanted = process.argv.slice(2);
const topologies = wanted.length > 0 ? wanted : ["ha-3cp-3w", "five-control-planes", "seven-control-planes"];
const size = { nodes: 50, deployments: 12 } as const;
const losses = 3;
const simulated = 20_000;

console.table(simulatedRows([3, 5, 7], simulated));
if (wanted[0] === "simulated") process.exit();

const scratch = mkdtempSync(join(tmpdir(), "kind-chaos-bench-"));
const engine = new Engine();
const kwoks: RunningKwok[] = [];
const interruption = listenForInterruption(
  () => say("stopping: kwok and the cluster go, then this leaves (again to leave at once)"),
  () => {
    for (const kwok of kwoks) kwok.kill();
    say("left at once; this removes the cluster: npm run chaos -- clean");
  },
);
const { signal } = interruption;
const images = await resolveImages();
const kwok = await provideKwok(join(scratch, "kwok-build.log"), signal);
const rows: Record<string, object> = {};
try {
  for (const topology of topologies) rows[topology] = await measured(topology);
  console.table(rows);
} catch (error) {
  console.table(rows);
  if (!signal.aborted) throw error;
  process.exitCode = 130;
} finally {
  rmSync(scratch, { recursive: true });
  interruption.stop();
}

/** All figures of one topology, on a cluster of its own. */
async function measured(topology: string): Promise<object> {
  const terms = { name: undefined, reuse: false, keep: false, tell: say };
  const lease = new ClusterLease(clustersOn(engine, images.kind), terms);
  let session: Session | undefined;
  try {
    const opened = await openCluster(engine, images, scratch, signal, lease, topology);
    session = opened;
    const kubeconfig = kubeconfigOf(opened.cluster.name);
    const begin = (some: readonly string[]) => {
      const started = startKwok(kwok, kubeconfig, selectorOf(some), join(scratch, "kwok.log"));
      kwoks.push(started);
      return started;
    };
    const [lost, ...kept] = zones;
    begin(kept);
    const ofLost = begin([lost]);
    await populate(opened.kube, signal, size);
    say(`${topology}: ${await awaitWhole(opened.kube, signal)}`);
    const delays = await watchDelays(engine, opened, 30, signal);
    say(`${topology}: ${JSON.stringify(delays)}`);
    const found: LeaderLoss[] = [];
    const ended: Ended[] = [];
    for (let loss = 1; loss <= losses; loss++) {
      const one = await loseLeader(engine, opened, signal);
      say(`${topology}: leader lost ${loss} of ${losses}: ${JSON.stringify(one)}`);
      found.push(one);
      // Whenever it was: this kubelet delays the start of it until it is restarted itself.
      ended.push({ node: one.node, component: "etcd", beforeMs: Number.POSITIVE_INFINITY });
      // A kubelet delays the start of what ended before, the more the more often.
      if (
        await clearBackOff({
          engine,
          cluster: opened.cluster,
          kube: opened.kube,
          signal,
          broken: { sinceMs: Number.POSITIVE_INFINITY, ended },
          note: say,
        })
      )
        await awaitAgreed(opened, signal);
    }
    const zone = await evicted(opened.kube, lost, () => ofLost.kill());
    const all = (pick: (one: LeaderLoss) => number) => found.map((one) => seconds(pick(one))).join(", ");
    return {
      "control planes": controlPlanes(opened.cluster).length,
      "elected, s": all(({ electedMs }) => electedMs),
      "no write, s": all(({ writesMs }) => writesMs),
      "whole, s": all(({ wholeMs }) => wholeMs),
      "all watches p50, p99, ms": `${delays.p50.toFixed(0)}, ${delays.p99.toFixed(0)} (${delays.writes} writes)`,
      "zone not Ready; replaced, s": `${seconds(zone.notReadyMs)}; ${seconds(zone.replacedMs)}`,
    };
  } finally {
    for (const one of kwoks.splice(0)) {
      one.kill();
      await one.ended;
    }
    if (session !== undefined) closeSession(session);
    await lease.end(false);
  }
}

/** How long it takes until the nodes of a zone whose kubelets die are not Ready, and all their pods Ready elsewhere. */
async function evicted(kube: Kube, zone: string, lose: () => void) {
  const begun = performance.now();
  lose();
  const wait = { timeoutMs: 300_000, everyMs: 1_000, signal };
  await until({ what: "the lost nodes not Ready", ...wait }, async () =>
    (await nodesOfZone(kube, zone)).some(isReady) ? undefined : true,
  );
  const notReadyMs = performance.now() - begun;
  await until({ what: "the lost pods replaced", ...wait }, async () => (await replicasReady(kube)) || undefined);
  return { notReadyMs, replacedMs: performance.now() - begun };
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
}
