import { applicationsFor, deployApplications } from "../apps/applications.ts";
import { longestRunLabel, runLabel } from "../apps/ways.ts";
import { controlPlanes } from "../model/cluster.ts";
import { isAttemptSpec } from "../model/lane.ts";
import type { Settings } from "../model/settings.ts";
import { objectsOf, secretsOf } from "../probes/objects/needed-objects.ts";
import { secretsPath } from "../probes/objects/probe-secret.ts";
import type { RunContext } from "./context.ts";
import { findLanes } from "./lanes.ts";
import { loadImages } from "./load-images.ts";
import { EngineClock } from "./observe/engine-clock.ts";
import { faultsOf, longestRunMs, proceduresOf } from "./plan.ts";
import { startRunProber } from "./run-prober.ts";
import type { RunRequest } from "./run-request.ts";
import type { Session } from "./session.ts";

/**
 * Makes the run's namespace with all that its lanes need, and starts the probes; returns what the steps of the run work
 * with.
 */
export async function prepareRun(
  session: Session,
  request: RunRequest,
  namespace: string,
  guarded: Pick<RunContext, "folder" | "undo" | "guard">,
  settings: Settings,
): Promise<RunContext> {
  const { cluster, kube, etcd, endpoints, expectations } = session;
  const { lease, loadFault, loadProcedure, newMeter, planned, recording } = request;
  const { clock, signal, emit } = recording;
  // From here on nothing but these very containers can be touched, whatever a scenario says.
  const engine = request.engine.only(cluster.nodes);
  await kube.createNamespace(namespace, { [runLabel]: request.name.slice(0, longestRunLabel) });
  const { workload } = planned.scenario;
  const applications = applicationsFor(planned.scenario.lanes.filter(isAttemptSpec), workload);
  const appNamespace = applications.application?.namespace ?? namespace;
  const ways = { kube, engine, cluster, namespace, signal, emit };
  await loadImages(cluster, request);
  await deployApplications(ways, applications, planned.scenario, settings);
  const placed = await findLanes(session, request, namespace);
  const { lanes, watches, probeNode } = placed;
  const { steps } = planned.scenario;
  const [procedures, faults] = [await proceduresOf(steps, loadProcedure), await faultsOf(steps, loadFault)];
  const longestMs = longestRunMs(steps, cluster, procedures, faults);
  for (const object of await objectsOf(lanes, longestMs)) await kube.createConfigMap(namespace, object);
  for (const secret of await secretsOf(lanes))
    await kube.create(secretsPath(namespace), { apiVersion: "v1", kind: "Secret", metadata: { name: secret } });
  emit({ type: "lanes", lanes, watches, backends: controlPlanes(cluster).map((node) => node.short) });
  const prober = await startRunProber(session, request, namespace, placed);
  return {
    clock,
    engine,
    engineClock: new EngineClock({ engine, clock, emit }),
    cluster,
    kube,
    etcd,
    endpoints,
    prober,
    newMeter,
    expectations,
    lanes: [...lanes, ...watches],
    namespace,
    appNamespace,
    store: planned.scenario.store,
    probeNode,
    signal,
    loadFault,
    loadProcedure,
    emit,
    ...guarded,
    giveUpCluster: lease.isKept ? undefined : () => lease.giveUp(),
  };
}
