import { recordStoreWrites, removeStores } from "../apps/store/deployment.ts";
import { runNamespacePrefix } from "../apps/ways.ts";
import { readSettings } from "../cluster/settings.ts";
import { until } from "../host/clock.ts";
import { messageOf, PlatformError, UsageError } from "../model/errors.ts";
import type { JournalEvent, Untimed } from "../model/event.ts";
import { isAttemptSpec } from "../model/lane.ts";
import { needStore } from "../probes/lanes/lanes.ts";
import type { RunContext } from "./context.ts";
import { checkProbeNode } from "./lane-preparation.ts";
import { recordContainers } from "./observe/containers.ts";
import { recordMembers } from "./observe/etcd-members.ts";
import { recordEvictions, recordPods } from "./observe/pods.ts";
import { changes, takeBaseline } from "./observe/restarts.ts";
import { recordWrittenObjects } from "./observe/written-objects.ts";
import { awaitSteadyState } from "./recover.ts";
import type { EndReason, RunRequest } from "./run-request.ts";
import { closeSession, openSession, type Session } from "./session.ts";
import { startProbes } from "./start-probes.ts";
import { runSteps } from "./steps.ts";

/** Carries out a scenario: cluster, steady state, probes, steps, recovery, audit. Throws UsageError only: what else went wrong is in the journal. */
export async function runScenario(request: RunRequest): Promise<EndReason> {
  const emit = (event: Untimed) =>
    request.onEvent({ at: Math.round(request.clock.now() * 10) / 10, ...event } as JournalEvent);
  try {
    emit({ type: "phase", name: request.cluster.reuse ? "take or create cluster" : "create cluster", edge: "begin" });
    const session = await openSession(
      request.engine,
      { ...request.cluster, note: (text) => emit({ type: "note", text }) },
      request.onCluster,
    );
    emit({ type: "phase", name: "create cluster", edge: "end" });
    const { cluster, reused, replaced } = session;
    emit({ type: "cluster", cluster, reused, ...(replaced === undefined ? {} : { replaced }) });
    try {
      await runOn(session, request, emit);
      request.signal.throwIfAborted();
    } finally {
      closeSession(session);
    }
    return "completed";
  } catch (error) {
    if (request.signal.aborted) return "interrupted";
    if (error instanceof UsageError) throw error;
    const code = error instanceof PlatformError ? error.code : "bug";
    emit({
      type: "error",
      code,
      message: code === "bug" ? ((error as Error).stack ?? messageOf(error)) : messageOf(error),
    });
    return "failed";
  }
}

async function runOn(session: Session, request: RunRequest, emit: (event: Untimed) => void): Promise<void> {
  const settings = await until(
    { what: "reading the cluster's settings", timeoutMs: 60_000, everyMs: 1_000, signal: request.signal },
    () =>
      // A component that has not started yet has no flags to read: it is looked for again.
      readSettings(request.engine, session.cluster).catch(() => undefined),
  );
  emit({ type: "settings", settings });
  emit({ type: "phase", name: "steady state", edge: "begin" });
  const { ok, checks } = await awaitSteadyState(session, { timeoutMs: request.readyTimeoutMs, signal: request.signal });
  emit({ type: "steady-state", when: "before", ok, checks });
  emit({ type: "phase", name: "steady state", edge: "end" });
  // Nothing is broken in a cluster that is not whole: the run ends here, inconclusive.
  if (!ok) return;
  const namespace = `${runNamespacePrefix}${request.name
    .slice(-24)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, "-")}`;
  const withStore = needStore(request.scenario.lanes.filter(isAttemptSpec));
  try {
    const run = await startProbes(session, request, namespace, emit);
    await runProbed(run, request, emit).finally(() => run.prober.stop());
    await checkProbeNode(run);
    await recordWrittenObjects(run);
    if (withStore) await recordStoreWrites(run);
  } finally {
    // A kept cluster does not gather the objects of runs that were interrupted.
    await session.kube
      .deleteNamespace(namespace)
      .catch((error: unknown) => emit({ type: "note", text: messageOf(error) }));
    if (withStore)
      await removeStores({ ...session, engine: request.engine }).catch((error: unknown) =>
        emit({ type: "note", text: messageOf(error) }),
      );
  }
}

async function runProbed(run: RunContext, request: RunRequest, emit: (event: Untimed) => void): Promise<void> {
  const before = await takeBaseline(run);
  await recordMembers(run, "begin");
  const beganMs = Date.now();
  await recordPods(run, "begin");
  await recordContainers(run, "begin");
  const hit = await runSteps(run, request.scenario.steps, request.seed);
  emit({ type: "phase", name: "last steady state", edge: "begin" });
  const { ok, checks } = await awaitSteadyState(run, { timeoutMs: 60_000, signal: request.signal });
  emit({ type: "steady-state", when: "end", ok, checks });
  emit({ type: "phase", name: "last steady state", edge: "end" });
  await recordMembers(run, "end");
  await recordPods(run, "end");
  await recordContainers(run, "end");
  await recordEvictions(run, beganMs);
  for (const change of changes(before, await takeBaseline(run), hit, run.cluster.name)) emit(change);
}
