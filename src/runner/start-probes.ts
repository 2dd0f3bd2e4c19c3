import { probeCredentials } from "../cluster/probe-credentials.ts";
import { cpuMeter } from "../host/cpu-meter.ts";
import { cpuWaitMeter } from "../host/cpu-wait.ts";
import { controlPlanes } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { Untimed } from "../model/event.ts";
import { isWatchSpec } from "../model/lane.ts";
import { expandWatches } from "../probes/lanes/watch-lanes.ts";
import { objectsOf } from "../probes/objects/needed-objects.ts";
import { startProber } from "../probes/process/prober.ts";
import type { RunContext } from "./context.ts";
import { prepareLanes } from "./lane-preparation.ts";
import type { RunRequest } from "./run-request.ts";
import type { Session } from "./session.ts";

/** Makes what the lanes of a scenario need in the run's namespace and starts them; answers all that the steps of a run work with. */
export async function startProbes(
  session: Session,
  request: RunRequest,
  namespace: string,
  emit: (event: Untimed) => void,
): Promise<RunContext> {
  const { cluster, kube } = session;
  const backends = controlPlanes(cluster).map((node) => node.name);
  await kube.createNamespace(namespace, { "org.kind-chaos.run": request.name.slice(0, 63) });
  const { lanes, services, probeNode } = await prepareLanes(session, request, namespace, emit);
  const watches = expandWatches(request.scenario.lanes.filter(isWatchSpec), cluster, request.seed, lanes.length);
  for (const object of await objectsOf(lanes)) await kube.createConfigMap(namespace, object);
  emit({ type: "lanes", lanes, watches, backends: controlPlanes(cluster).map((node) => node.short) });
  const machineCpu = cpuMeter();
  const cpuWait = cpuWaitMeter();
  const api = await probeCredentials(request.engine, cluster, kube.credentials);
  const prober = await startProber({
    lanes,
    watches,
    backends,
    credentials: { api, etcd: session.etcdCredentials },
    namespace,
    services,
    networkOf: probeNode?.pid,
    startedAtNs: request.clock.startedAtNs,
    onSamples: request.onSamples,
    onWatched: (batches) => {
      for (const { lane, arrivals } of batches) emit({ type: "watch", lane, arrivals: [...arrivals] });
    },
    onHealth: (figures) =>
      emit({
        type: "prober-health",
        ...figures,
        machineCpuShare: thousandth(machineCpu()),
        cpuWaitShare: thousandth(cpuWait()),
      }),
    onError: (error) => emit({ type: "error", code: "prober", message: messageOf(error) }),
  });
  return {
    clock: request.clock,
    engine: request.engine,
    cluster,
    kube,
    etcd: session.etcd,
    endpoints: session.endpoints,
    prober,
    lanes: [...lanes, ...watches],
    probeNode,
    signal: request.signal,
    namespace,
    loadFault: request.loadFault,
    loadProcedure: request.loadProcedure,
    emit,
    recordUndo: async (id, actions) =>
      request.undo.intend({ id, cluster: cluster.name, at: new Date().toISOString(), actions }),
    undoDone: async (id) => request.undo.done(id),
  };
}

function thousandth<Share extends number | undefined>(share: Share): Share {
  return (share === undefined ? undefined : Math.round(share * 1_000) / 1_000) as Share;
}
