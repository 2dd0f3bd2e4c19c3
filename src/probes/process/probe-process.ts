import { createSecureContext, type SecureContext } from "node:tls";
import { preferThisProcess } from "../../host/process-priority.ts";
import { messageOf, PlatformError } from "../../model/errors.ts";
import type { Sample } from "../../model/sample.ts";
import { backendFinder, backendLearner } from "../connections/backend.ts";
import type { PinnedSource } from "../connections/connection-source.ts";
import { lanePath, type PathContext } from "../lanes/lane-path.ts";
import { runLane } from "../lanes/lane-runner.ts";
import { loadOperation } from "../operation.ts";
import { openWatches } from "../watch/watches.ts";
import { harnessLink } from "./harness-link.ts";
import type { BackendOfLane, Command, ProbeCredentials } from "./messages.ts";
import { watchProberHealth } from "./prober-health.ts";
import { selfProbeOperation, serveSelfProbe } from "./self-probe.ts";

/*
 * The probing process: runs the lanes it is given and sends samples in batches until it is told to stop.
 */

// Ctrl-C and a closed terminal reach the whole group; it is the runner that decides when the lanes stop.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const) process.on(signal, () => {});
const harness = harnessLink();
const setup = await harness.setup;
const batchMs = 100;

await preferThisProcess();
const { tell } = harness;
// The run's clock is hrtime; performance.now() is the same clock from another origin, and cheaper to read.
const originNs = Number(process.hrtime.bigint() - setup.startedAtNs) / 1e6 - performance.now();
const now = () => performance.now() + originNs;

let connections = setup.numbering.first - setup.numbering.step;
const backendOf =
  setup.server === undefined
    ? backendFinder(setup.backends)
    : backendLearner((certificates) => tell({ is: "backends", certificates }));
const pools = new Map<number, Pick<PinnedSource, "current" | "move">>();
const warming: PinnedSource[] = [];
const paths: PathContext = {
  setup,
  contexts: { api: context(setup.credentials.api), etcd: context(setup.credentials.etcd) },
  nextNumber: () => {
    connections += setup.numbering.step;
    return connections;
  },
  backendOf,
  now,
  onPool: (lane, pool) => {
    pools.set(lane, pool);
    warming.push(pool);
  },
};
const counts = { lateStarts: 0, dropped: 0, selfProbeFailures: 0 };

let batch: Sample[] = [];
const flush = () => {
  if (batch.length > 0) tell({ is: "samples", samples: batch });
  batch = [];
  const watched = watches.take();
  if (watched.length > 0) tell({ is: "watched", batches: watched });
};

const selfProbe = await serveSelfProbe(setup.selfProbe ?? setup.credentials.api);
/** Lanes of operations that change something: what they are told to have changed is due on every watch. */
const changing = new Set<number>();
const lanes = await Promise.all(
  setup.lanes
    .filter(({ index }) => setup.own.includes(index))
    .map(async (lane) => {
      const operation = await loadOperation(lane.operation);
      if (operation.protocol === "http" && operation.changesState) changing.add(lane.index);
      return lanePath(lane, operation, paths);
    }),
);
await Promise.all(warming.map((pool) => pool.warm()));
const watches = await openWatches(setup.watches, paths);
for (const [lane, watch] of watches.byLane) pools.set(lane, watch);
let stopLanes = async () => {};

harness.onCommand((command) => {
  answer(command).then(
    (backends) => tell({ is: "answer", id: command.id, backends }),
    (error: unknown) => {
      const code = error instanceof PlatformError ? error.code : "prober";
      tell({ is: "refusal", id: command.id, code, message: messageOf(error) });
    },
  );
});
tell({ is: "ready" });

async function answer(command: Command): Promise<BackendOfLane> {
  if (command.do === "start") stopLanes = start(command.at);
  if (command.do === "stop") await stop();
  if (command.do === "authorize" && setup.server !== undefined) setup.server.authorization = command.authorization;
  if (command.do === "move") {
    // One lane after the other: lanes that dial at the same time meet a round robin in step, each the same backend
    // every time.
    for (const lane of command.lanes) await move(lane, command.awayFrom);
  }
  return Object.fromEntries([...pools].map(([lane, pool]) => [lane, backendOf(pool.current()?.names ?? "")]));
}

async function move(lane: number, awayFrom: readonly number[]): Promise<void> {
  const pool = pools.get(lane);
  if (pool === undefined) throw new PlatformError("move-failed", `lane ${lane} keeps no connection`);
  const isElsewhere = (names: string) => {
    const backend = backendOf(names);
    return backend !== undefined && !awayFrom.includes(backend);
  };
  const current = pool.current();
  if (current === undefined || !isElsewhere(current.names)) await pool.move(isElsewhere);
}

/** Starts every lane and the self-probe; returns what stops them. */
function start(at: number): () => Promise<void> {
  const running = lanes.map((path) => runLane(path, at, counts, onSample));
  const selfProbePath = lanePath(selfProbe.lane, selfProbeOperation, paths, true);
  const onSelfProbe = (sample: Sample) => {
    if (sample.outcome !== "ok") counts.selfProbeFailures += 1;
  };
  running.push(runLane(selfProbePath, at, counts, onSelfProbe));
  const flushing = setInterval(flush, batchMs);
  const endWatch = watchProberHealth(counts, (figures) => tell({ is: "prober-health", figures }));
  return async () => {
    await Promise.all(running.map((lane) => lane.stop()));
    // What was written last is still to be heard of.
    await watches.stop();
    clearInterval(flushing);
    flush();
    endWatch();
  };
}

function onSample(sample: Sample): void {
  batch.push(sample);
  if (sample.outcome === "ok" && changing.has(sample.lane)) watches.acknowledged(sample.revision ?? 0);
}

async function stop(): Promise<void> {
  await stopLanes();
  selfProbe.close();
}

function context(credentials: ProbeCredentials): SecureContext {
  // A plain curve: the hybrid key exchange that OpenSSL prefers costs both sides of every new connection more.
  return createSecureContext({ ...credentials, ecdhCurve: "X25519:P-256:P-384" });
}
