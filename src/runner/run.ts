import { resolve } from "node:path";
import { removeEntrance } from "../apps/application/deployment.ts";
import { applicationsFor } from "../apps/applications.ts";
import { recordStoreWrites, removeStores } from "../apps/store/deployment.ts";
import { runNamespacePrefix } from "../apps/ways.ts";
import type { Taken } from "../cluster/entrance.ts";
import { lostPorts } from "../cluster/lost-ports.ts";
import { isMachineError, messageOf, PlatformError, UsageError } from "../model/errors.ts";
import { isAttemptSpec } from "../model/lane.ts";
import { stoppedAs } from "../model/stop.ts";
import { needStore } from "../probes/lanes/lanes.ts";
import type { RunContext } from "./context.ts";
import { Guard } from "./guard.ts";
import { checkProbeNode } from "./lanes.ts";
import { recordApplication } from "./observe/application.ts";
import { recordContainers } from "./observe/containers.ts";
import { recordMembers } from "./observe/etcd-members.ts";
import { expectFound } from "./observe/expect-found.ts";
import { readEvents, recordEvictions, recordPods } from "./observe/pods.ts";
import { changes, takeBaseline } from "./observe/restarts.ts";
import { settingsAgain, settingsOf } from "./observe/settings.ts";
import { recordWrittenObjects } from "./observe/written-objects.ts";
import { prepareRun } from "./preparation.ts";
import { awaitSteadyState } from "./recover.ts";
import type { PlannedRun, RunEnd, RunRequest } from "./run-request.ts";
import { closeSession, openSession, type Session } from "./session.ts";
import { runSteps } from "./steps.ts";
import { seenBy } from "./unseen.ts";
import { bringUpgrades } from "./upgrades.ts";

/**
 * Carries out a scenario: cluster, steady state, probes, steps, recovery, check of writes. Throws UsageError only: what
 * else went wrong is in the journal.
 */
export async function runScenario(request: RunRequest): Promise<RunEnd> {
  const { folder, lease } = request;
  const { emit, signal } = request.recording;
  const unseen = new AbortController();
  let taken: Taken | undefined;
  try {
    emit({ type: "phase", name: lease.mayReuse ? "take or create cluster" : "create cluster", edge: "begin" });
    const note = (text: string) => emit({ type: "note", text });
    const { session, ...how } = await openSession(request, { folder, signal, note });
    emit({ type: "phase", name: "create cluster", edge: "end" });
    emit({ type: "cluster", cluster: session.cluster, ...how });
    taken = how;
    try {
      await runOn(session, seenBy(request, unseen));
      signal.throwIfAborted();
    } finally {
      closeSession(session);
    }
    return { end: "completed", taken };
  } catch (error) {
    if (signal.aborted) return { end: stoppedAs(signal), taken };
    if (error instanceof UsageError) throw error;
    // That the probing process is lost was told when it was.
    if (!unseen.signal.aborted) emit({ type: "error", ...describeFailure(error) });
    return { end: "failed", taken };
  }
}

function describeFailure(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof PlatformError) return { code: error.code, message: messageOf(error) };
  if (isMachineError(error)) return { code: "machine", message: messageOf(error) };
  return { code: "bug", message: (error instanceof Error && error.stack) || messageOf(error) };
}

async function runOn(session: Session, request: RunRequest): Promise<void> {
  const { planned, recording } = request;
  const { emit, signal } = recording;
  if (session.busy !== undefined) {
    emit({ type: "steady-state", when: "before", ok: false, checks: [...session.busy] });
    return;
  }
  await bringUpgrades(session.cluster, request);
  const settings = await settingsOf(session.cluster, request.engine, signal);
  emit({ type: "settings", settings, again: true });
  emit({ type: "phase", name: "steady state", edge: "begin" });
  const onBusy = (text: string) => emit({ type: "note", text });
  const access = { ...session, engine: request.engine, newMeter: request.newMeter };
  const { ok, checks } = await awaitSteadyState(access, { timeoutMs: request.readyTimeoutMs, signal, onBusy });
  emit({ type: "steady-state", when: "before", ok, checks });
  emit({ type: "phase", name: "steady state", edge: "end" });
  // Nothing is broken in a cluster that is not whole, or on a machine that is busy: the run ends here, inconclusive.
  if (!ok) return;
  await expectFound(session, "kube-system", emit);
  const namespace = `${runNamespacePrefix}${request.name
    .slice(-24)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, "-")}`;
  const withStore = needStore(planned.scenario.lanes.filter(isAttemptSpec));
  const { application } = applicationsFor([], planned.scenario.workload);
  const { guard, ...guarded } = guardOf(session, request);
  try {
    // Nothing is broken, and nothing prepared for it, where nobody would take it back.
    if (planned.scenario.steps.some((step) => "inject" in step)) await guard.ready();
    const run = await prepareRun(session, request, namespace, { ...guarded, guard }, settings);
    await runProbed(run, planned).finally(() => run.prober.stop());
    await checkProbeNode(run);
    await recordWrittenObjects(run);
    if (withStore) await recordStoreWrites(run, planned.scenario.store);
  } finally {
    await guard.end();
    // A kept cluster does not gather the objects of runs that were interrupted.
    if (application !== undefined)
      await removeEntrance(session.kube, application).catch((error: unknown) =>
        emit({ type: "note", text: messageOf(error) }),
      );
    await session.kube
      .deleteNamespace(namespace)
      .catch((error: unknown) => emit({ type: "note", text: messageOf(error) }));
    if (withStore)
      await removeStores({ ...session, engine: request.engine }).catch((error: unknown) =>
        emit({ type: "note", text: messageOf(error) }),
      );
  }
}

/** The cluster's undo log, and who watches that it is carried out; the guard closes it. */
function guardOf({ cluster }: Session, { folder: given, openUndo, startWatchdog, recording }: RunRequest) {
  const folder = resolve(given);
  const undo = openUndo(cluster.name);
  const guard = new Guard({
    folder,
    undo,
    startWatchdog: (log, listener) => startWatchdog(cluster.name, log, listener),
    emit: recording.emit,
  });
  return { folder, undo, guard };
}

async function runProbed(run: RunContext, { scenario, seed }: PlannedRun): Promise<void> {
  const { emit, signal } = run;
  await expectFound(run, run.appNamespace, emit);
  const before = await takeBaseline(run);
  await recordMembers(run, "begin");
  await run.engineClock.look();
  const told = await readEvents(run);
  await recordPods(run, "begin");
  await recordContainers(run, "begin");
  await recordApplication(run, scenario, "begin");
  const hit = await runSteps(run, scenario.steps, seed);
  emit({ type: "phase", name: "last steady state", edge: "begin" });
  const { ok, checks } = await awaitSteadyState(run, { timeoutMs: 60_000, signal });
  emit({ type: "steady-state", when: "end", ok, checks });
  emit({ type: "phase", name: "last steady state", edge: "end" });
  for (const { short, ...node } of run.cluster.nodes)
    for (const port of await lostPorts(node)) emit({ type: "port-lost", node: short, port });
  await recordMembers(run, "end");
  await recordPods(run, "end", await recordEvictions(run, told));
  await recordContainers(run, "end");
  await recordApplication(run, scenario, "end");
  for (const change of changes(before, await takeBaseline(run), hit, run.cluster.name)) emit(change);
  await run.engineClock.look();
  if (ok) emit({ type: "settings-end", ...(await settingsAgain(run.cluster, run.engine, signal)) });
}
