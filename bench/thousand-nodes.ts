import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { kubeconfigOf } from "../src/cluster/cluster-folder.ts";
import { clustersOn } from "../src/cluster/clusters.ts";
import { ClusterLease } from "../src/cluster/lease.ts";
import { listenForInterruption } from "../src/command-line/interruption.ts";
import { Engine } from "../src/host/engine.ts";
import { readJournal } from "../src/journal/reader.ts";
import { journalFile } from "../src/journal/writer.ts";
import { fromWatchRow } from "../src/model/watch.ts";
import { closeSession, type Session } from "../src/runner/session.ts";
import { resolveImages } from "../src/setup/images/images.ts";
import { type CliRun, runCli } from "./support/cli-process.ts";
import { provideKwok, type RunningKwok, startKwok } from "./support/kwok.ts";
import { awaitWhole, fakeNodes, openCluster, populate, selectorOf, zones } from "./support/simulated-cluster.ts";
import { recordZoneLoss } from "./support/zone-loss.ts";

/**
 * Time and memory of `audit` and of `replay` (timeline, analysis, report) on a cluster of 1,000 nodes more than kind
 * made: kwok, which is compiled from Go modules where it is not there yet, plays their kubelets on this machine. A zone
 * of them is lost for a minute while it is recorded. Prints figures with their limits; exits with 1 where one is not
 * kept. Takes about 5 min.
 * Usage: node bench/thousand-nodes.ts [folder that keeps the recorded run]
 */
const limits = { seconds: 10, peakMb: 500 };
const [keepIn] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "kind-chaos-bench-"));
const folder = join(keepIn === undefined ? scratch : resolve(keepIn), "run");
mkdirSync(folder, { recursive: true });
const engine = new Engine();
const kwoks: RunningKwok[] = [];
let session: Session | undefined;
const interruption = listenForInterruption(
  () => say("stopping: kwok and the cluster go, then this leaves (again to leave at once)"),
  () => {
    for (const kwok of kwoks) kwok.kill();
    say("left at once; this removes the cluster: npm run chaos -- clean");
  },
);
const { signal } = interruption;
const images = await resolveImages();
const terms = { name: undefined, reuse: false, keep: false, tell: say };
const lease = new ClusterLease(clustersOn(engine, images.kind), terms);
try {
  await bench();
} catch (error) {
  if (!signal.aborted) throw error;
  process.exitCode = 130;
} finally {
  if (session !== undefined) closeSession(session);
  for (const kwok of kwoks) kwok.kill();
  await Promise.all(kwoks.map(({ ended }) => ended));
  await lease.end(false);
  rmSync(scratch, { recursive: true });
  interruption.stop();
}

async function bench(): Promise<void> {
  const kwok = await provideKwok(join(scratch, "kwok-build.log"), signal);
  const connected = await openCluster(engine, images, scratch, signal, lease);
  session = connected;
  const begin = (some: readonly string[]) => {
    const started = startKwok(kwok, kubeconfigOf(connected.cluster.name), selectorOf(some), join(scratch, "kwok.log"));
    kwoks.push(started);
    return started;
  };
  const [lost, ...kept] = zones;
  begin(kept);
  const ofLost = begin([lost]);
  say(`${connected.cluster.name}: asking for ${fakeNodes} nodes and their pods`);
  await populate(connected.kube, signal);
  say(await awaitWhole(connected.kube, signal));
  const audit = runCli(["audit", "--kubeconfig", kubeconfigOf(connected.cluster.name), "--json", "--fail-on", "never"]);
  signal.throwIfAborted();
  const lose = () => ofLost.kill();
  const bringBack = () => void begin([lost]);
  await recordZoneLoss({ engine, session: connected, zone: lost, lose, bringBack, folder, signal });
  signal.throwIfAborted();
  const replay = runCli(["replay", folder, "--json"]);
  console.table({ ...cost("audit", audit), ...cost("replay", replay) });
  console.table({ kwok: kwok.version, ...auditFigures(audit), ...(await journalFigures()), ...replayFigures(replay) });
}

/** Rows of a table; a limit that is not kept makes the exit code. */
function cost(name: string, { seconds, peakMb }: CliRun): Record<string, object> {
  const kept = seconds <= limits.seconds && peakMb <= limits.peakMb;
  if (!kept) process.exitCode = 1;
  return {
    [name]: {
      "time, s": seconds.toFixed(2),
      "limit, s": limits.seconds,
      "peak memory, MB": peakMb.toFixed(0),
      "limit, MB": limits.peakMb,
      kept,
    },
  };
}

function auditFigures(audit: CliRun): Record<string, unknown> {
  const { summary, findings } = parsed<{ summary: { nodes: number; pods: number }; findings: unknown[] }>(audit);
  if (summary.nodes < fakeNodes) throw new Error(`the audit saw ${summary.nodes} nodes only`);
  return { "audit: nodes": summary.nodes, "audit: pods": summary.pods, "audit: findings": findings.length };
}

function replayFigures(replay: CliRun): Record<string, unknown> {
  const { outcome, failovers } = parsed<{ outcome: string; failovers: { phases: unknown[] }[] }>(replay);
  return {
    "replay: outcome": outcome,
    "replay: phases of the failover": failovers.reduce((sum, { phases }) => sum + phases.length, 0),
  };
}

function parsed<Shape>({ stdout, stderr, exitCode }: CliRun): Shape {
  if (stdout === "") throw new Error(`exit code ${exitCode}: ${stderr}`);
  return JSON.parse(stdout) as Shape;
}

async function journalFigures(): Promise<Record<string, unknown>> {
  const path = join(folder, journalFile);
  const { events, samples } = await readJournal(path);
  const arrivals = events
    .flatMap((event) => (event.type === "watch" ? event.arrivals : []))
    .flatMap((row) => fromWatchRow(row) ?? [])
    .filter(({ kind, object }) => kind === "event" && object !== undefined);
  return {
    "journal, MB": (statSync(path).size / 1e6).toFixed(1),
    "journal: samples": samples.length,
    "journal: events of nodes and pods": arrivals.length,
    "journal: nodes and pods told of": new Set(arrivals.map(({ object }) => object?.name)).size,
  };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
