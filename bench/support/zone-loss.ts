import { controlPlaneLanes } from "../../scenarios/support/control-plane-lanes.ts";
import { probeCredentials } from "../../src/cluster/probe-credentials.ts";
import { readSettings } from "../../src/cluster/read-settings.ts";
import { maxOutage } from "../../src/guarantees/max-outage.ts";
import { noNeedlessEvictions } from "../../src/guarantees/no-needless-evictions.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import { hold, until } from "../../src/host/clock.ts";
import type { Engine } from "../../src/host/engine.ts";
import { controlPlanes } from "../../src/model/cluster.ts";
import { messageOf } from "../../src/model/errors.ts";
import type { Untimed } from "../../src/model/event.ts";
import { isAttemptSpec, isWatchSpec } from "../../src/model/lane.ts";
import { expandLanes } from "../../src/probes/lanes/lanes.ts";
import { expandWatches } from "../../src/probes/lanes/watch-lanes.ts";
import { objectsOf } from "../../src/probes/objects/needed-objects.ts";
import { watchNodes } from "../../src/probes/operations/watch-nodes.ts";
import { watchPods } from "../../src/probes/operations/watch-pods.ts";
import { type Prober, startProber } from "../../src/probes/process/prober.ts";
import { type RunHead, record } from "../../src/run/recording.ts";
import type { RunContext } from "../../src/runner/context.ts";
import { readEvents, recordEvictions, recordPods } from "../../src/runner/observe/pods.ts";
import type { Session } from "../../src/runner/session.ts";
import { awaitWhole, isReady, namespace, nodesOfZone, replicasReady } from "./simulated-cluster.ts";

/** What a zone's loss is made of. */
export interface ZoneLoss {
  readonly engine: Engine;
  readonly session: Session;
  /** The zone that is lost. */
  readonly zone: string;
  /** Its kubelets die at once. */
  lose(): void;
  /** They are there again. */
  bringBack(): void;
  /** The run's own folder, which is there. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

const lanes = [...controlPlaneLanes, watchNodes(), watchPods()];
const id = "zone";
const seed = 1;
/** Calm before the loss, and after it. */
const calmMs = 8_000;
/** The loss lasts at least so long; with these settings everything has moved by then. */
const lossMs = 60_000;

const head: RunHead = {
  scenario: "thousand-nodes",
  summary: "Loses a zone of a simulated cluster for a minute.",
  seed,
  steps: ["hold 8s", "zone: lost for at least a minute", "hold 8s"],
  plan: [
    { do: "inject", id, fault: "zone-loss", sustained: true, forMs: 0, while: [] },
    { do: "recover", withinMs: 180_000 },
  ],
  guarantees: [
    maxOutage({ lanes: ["write/*/*", "quorum-read/*/*"], during: id, limit: "2s" }),
    recoveredWithin({ during: id, limit: "120s" }),
    noNeedlessEvictions(),
  ].map((spec) => ({ ...spec, params: { ...spec.params } })),
};

/**
 * Records the loss of a zone as a run does: lanes and observers, the fault with what was seen of it, pods and
 * evictions.
 */
export async function recordZoneLoss(loss: ZoneLoss): Promise<void> {
  const { folder, signal } = loss;
  const view = { verbosity: "usual" as const };
  await record({ folder, startedAt: new Date(), head, expectedMs: 150_000, view, signal }, async (recording) => {
    const { emit } = recording;
    const { cluster, kube } = loss.session;
    emit({ type: "cluster", cluster, reused: false });
    emit({ type: "settings", settings: (await readSettings(loss.engine, cluster)).settings });
    emit({ type: "steady-state", when: "before", ok: true, checks: [await whole(loss)] });
    const prober = await probe(loss, recording, emit);
    try {
      await goThrough(loss, { kube, cluster, namespace, emit });
    } finally {
      await prober.stop();
    }
    return { end: "completed" as const };
  });
}

type Told = Pick<RunContext, "kube" | "cluster" | "namespace" | "emit">;

async function goThrough(loss: ZoneLoss, told: Told): Promise<void> {
  const { emit } = told;
  const before = await readEvents(told);
  await recordPods(told, "begin");
  await hold(calmMs, loss.signal);
  await loseZone(loss, emit);
  await hold(calmMs, loss.signal);
  emit({ type: "steady-state", when: "end", ok: true, checks: [await whole(loss)] });
  await recordPods(told, "end");
  await recordEvictions(told, before);
}

async function loseZone(loss: ZoneLoss, emit: (event: Untimed) => void): Promise<void> {
  const { zone, signal } = loss;
  const { kube } = loss.session;
  const nodes = (await nodesOfZone(kube, zone)).map(({ metadata }) => metadata?.name ?? "");
  const description = "kubelets killed and held down";
  emit({
    type: "fault-intent",
    id,
    fault: "zone-loss",
    description,
    target: zone,
    nodes,
    sustained: true,
    ...noActions,
  });
  emit({ type: "fault-injecting", id });
  const begun = performance.now();
  loss.lose();
  const wait = { timeoutMs: 180_000, everyMs: 2_000, signal };
  await until({ what: "the lost nodes not Ready", ...wait }, async () =>
    (await nodesOfZone(kube, zone)).some(isReady) ? undefined : true,
  );
  emit({ type: "fault-active", id, evidence: { proven: true, detail: `${nodes.length} nodes are not Ready` } });
  await until({ what: "the lost pods replaced", ...wait }, async () => (await replicasReady(kube)) || undefined);
  await hold(Math.max(0, lossMs - (performance.now() - begun)), signal);
  const still = !(await nodesOfZone(kube, zone)).some(isReady);
  emit({ type: "fault-active", id, evidence: { proven: still, detail: "looked at before they are brought back" } });
  emit({ type: "fault-healing", id });
  loss.bringBack();
  const { detail } = await whole(loss);
  emit({ type: "fault-healed", id, evidence: { proven: true, detail } });
  emit({ type: "steady-state", when: "after", faultId: id, ok: true, checks: [{ name: "whole", ok: true, detail }] });
}

/** It is not the harness's engine that breaks and heals here. */
const noActions = { inject: [], undo: [] };

async function whole({ session, signal }: ZoneLoss) {
  return { name: "whole", ok: true, detail: await awaitWhole(session.kube, signal) };
}

/**
 * Starts the lanes; the observers see the namespace of the simulated pods, and what a run tells of its workload is told
 * of these.
 */
async function probe(
  { engine, session }: ZoneLoss,
  { clock, onSamples }: Pick<Parameters<Parameters<typeof record>[1]>[0], "clock" | "onSamples">,
  emit: (event: Untimed) => void,
): Promise<Prober> {
  const { cluster, kube } = session;
  const attempting = expandLanes(lanes.filter(isAttemptSpec), cluster, seed);
  const watches = expandWatches(lanes.filter(isWatchSpec), cluster, seed, attempting.length);
  for (const object of await objectsOf(attempting, 900_000)) await kube.createConfigMap(namespace, object);
  const replicas = (await kube.pods(namespace)).map(({ metadata, spec }) => ({
    pod: metadata?.name ?? "",
    node: spec?.nodeName ?? "",
  }));
  emit({ type: "workload", namespace, image: "simulated", maxUnavailable: 1, replicas });
  emit({ type: "lanes", lanes: attempting, watches, backends: controlPlanes(cluster).map((node) => node.short) });
  return startProber({
    lanes: attempting,
    watches,
    backends: controlPlanes(cluster).map((node) => node.name),
    credentials: { api: await probeCredentials(engine, cluster, kube.credentials), etcd: session.etcdCredentials },
    namespace,
    startedAtNs: clock.startedAtNs,
    onSamples,
    onWatched: (batches) => {
      for (const { lane, arrivals } of batches) emit({ type: "watch", lane, arrivals: [...arrivals] });
    },
    onHealth: (figures) => emit({ type: "prober-health", ...figures }),
    onError: (error) => emit({ type: "error", code: "prober", message: messageOf(error) }),
  });
}
