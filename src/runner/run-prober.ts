import { probeCredentials } from "../cluster/probe-credentials.ts";
import { controlPlanes } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import { type Prober, startProber } from "../probes/process/prober.ts";
import type { RunLanes } from "./lanes.ts";
import type { RunRequest } from "./run-request.ts";
import type { Session } from "./session.ts";

/** Starts the prober on the lanes of a run; what it sees goes to the run's recording. */
export async function startRunProber(
  { cluster, kube, etcdCredentials }: Session,
  { engine, recording, onUnseen, newMeter }: Pick<RunRequest, "engine" | "recording" | "onUnseen" | "newMeter">,
  namespace: string,
  { lanes, watches, services, probeNode }: RunLanes,
): Promise<Prober> {
  const { clock, emit, onSamples } = recording;
  const machine = newMeter();
  const api = await probeCredentials(engine, cluster, kube.credentials);
  return startProber({
    lanes,
    watches,
    backends: controlPlanes(cluster).map((node) => node.name),
    credentials: { api, etcd: etcdCredentials },
    namespace,
    services,
    inside: probeNode?.place,
    startedAtNs: clock.startedAtNs,
    onProbing: emit,
    onSamples,
    onWatched: (batches) => {
      for (const { arrivals, ...batch } of batches) emit({ type: "watch", ...batch, arrivals: [...arrivals] });
    },
    onHealth: (figures) => emit({ type: "prober-health", ...figures, ...machine() }),
    onError: (error) => {
      emit({ type: "error", code: "prober", message: messageOf(error) });
      onUnseen?.(error);
    },
  });
}
