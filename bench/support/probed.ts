import { probeCredentials } from "../../src/cluster/probe-credentials.ts";
import type { Engine } from "../../src/host/engine.ts";
import { controlPlanes } from "../../src/model/cluster.ts";
import { messageOf } from "../../src/model/errors.ts";
import type { Sample } from "../../src/model/sample.ts";
import { fromWatchRow, type WatchArrival } from "../../src/model/watch.ts";
import { expandLanes } from "../../src/probes/lanes/lanes.ts";
import { expandWatches } from "../../src/probes/lanes/watch-lanes.ts";
import { objectsOf } from "../../src/probes/objects/needed-objects.ts";
import { watch } from "../../src/probes/operations/watch.ts";
import { write } from "../../src/probes/operations/write.ts";
import { startProber } from "../../src/probes/process/prober.ts";
import type { Session } from "../../src/runner/session.ts";
import { namespace } from "./simulated-cluster.ts";

/** Runs writes through the load balancer and a watch of each API server while `act` is done; what they saw. */
export async function probed<Value>(
  engine: Engine,
  { cluster, kube, etcdCredentials }: Session,
  act: (sinceBegun: () => number) => Promise<Value>,
): Promise<{ readonly came: Value; readonly writes: readonly Sample[]; readonly streams: readonly WatchArrival[][] }> {
  const lanes = expandLanes([write({ via: "api", connection: "new" })], cluster, 1);
  const watches = expandWatches([watch({ via: "each-api-server", connection: "http2" })], cluster, 1, lanes.length);
  for (const object of await objectsOf(lanes, 600_000))
    await kube.createConfigMap(namespace, object).catch((error: unknown) => {
      // It may be there from the time before (409, AlreadyExists).
      if (!messageOf(error).includes(": 409 ")) throw error;
    });
  const writes: Sample[] = [];
  const streams = new Map<number, WatchArrival[]>(watches.map(({ index }) => [index, []]));
  const startedAtNs = process.hrtime.bigint();
  const prober = await startProber({
    lanes,
    watches,
    backends: controlPlanes(cluster).map(({ name }) => name),
    credentials: { api: await probeCredentials(engine, cluster, kube.credentials), etcd: etcdCredentials },
    namespace,
    startedAtNs,
    onSamples: (batch) => void writes.push(...batch),
    onWatched: (batches) => {
      for (const { lane, arrivals } of batches)
        streams.get(lane)?.push(...arrivals.flatMap((row) => fromWatchRow(row) ?? []));
    },
    onHealth: () => {},
    onError: (error) => {
      throw error;
    },
  });
  try {
    const came = await act(() => Number(process.hrtime.bigint() - startedAtNs) / 1e6);
    return { came, writes, streams: [...streams.values()] };
  } finally {
    await prober.stop();
  }
}
