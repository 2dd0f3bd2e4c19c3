import { probeCredentials } from "../../src/cluster/probe-credentials.ts";
import { hold, until } from "../../src/host/clock.ts";
import type { Engine } from "../../src/host/engine.ts";
import { controlPlanes } from "../../src/model/cluster.ts";
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
import { delaysOf, type WatchDelays } from "./watch-delays.ts";

/** What the loss of etcd's leader came to, milliseconds. */
export interface LeaderLoss {
  /** From the kill until a majority names another leader, as its members tell when they are asked every 50 ms. */
  readonly electedMs: number;
  /** From the kill until all members agree again and every API server is ready. */
  readonly wholeMs: number;
  /** How long no write was acknowledged: between the last before the kill and the first after it. */
  readonly writesMs: number;
}

/** Until nothing is measured any more: with seven control planes on two cores all takes its time. */
const timeoutMs = 180_000;

/** Runs writes through the load balancer and a watch of each API server while `act` is done; what they saw. */
async function probed<Value>(
  engine: Engine,
  { cluster, kube, etcdCredentials }: Session,
  act: (sinceBegun: () => number) => Promise<Value>,
): Promise<{ readonly came: Value; readonly writes: readonly Sample[]; readonly streams: readonly WatchArrival[][] }> {
  const lanes = expandLanes([write({ via: "api", connection: "new" })], cluster, 1);
  const watches = expandWatches([watch({ via: "each-api-server", connection: "http2" })], cluster, 1, lanes.length);
  // They may be there from the time before.
  for (const object of await objectsOf(lanes, 600_000)) await kube.createConfigMap(namespace, object).catch(() => {});
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

/** How late the streams of all API servers tell of writes while nothing is broken, in so many seconds. */
export async function watchDelays(
  engine: Engine,
  session: Session,
  seconds: number,
  signal: AbortSignal,
): Promise<WatchDelays> {
  const { writes, streams } = await probed(engine, session, () => hold(seconds * 1_000, signal));
  return delaysOf(writes, streams);
}

/** Kills the member that leads etcd, and waits until all is whole again. */
export async function loseLeader(engine: Engine, session: Session, signal: AbortSignal): Promise<LeaderLoss> {
  const { etcd, cluster } = session;
  const { came, writes } = await probed(engine, session, async (sinceBegun) => {
    await hold(5_000, signal);
    const { members } = await etcd.status();
    const old = members.find(({ memberId, leaderId }) => memberId === leaderId);
    if (old === undefined) throw new Error("no etcd member leads");
    const node = cluster.nodes.find(({ name, short }) => [name, short].includes(old.node))?.name ?? old.node;
    const killedAt = sinceBegun();
    await engine.exec(node, ["pkill", "-9", "-x", "etcd"]);
    const wait = { timeoutMs, everyMs: 50, signal };
    await until({ what: "another leader", ...wait }, async () => {
      const told = (await etcd.status(500)).members.filter(
        ({ leaderId, memberId }) => leaderId !== "0" && memberId !== old.memberId,
      );
      const others = told.filter(({ leaderId, term }) => leaderId !== old.memberId || term > old.term);
      return others.length * 2 > etcd.size ? true : undefined;
    });
    const electedMs = sinceBegun() - killedAt;
    await until({ what: "all whole again", ...wait, everyMs: 500 }, async () => {
      const { members: now, missing } = await etcd.status();
      const isAgreed =
        missing.length === 0 && now.length === etcd.size && new Set(now.map(({ leaderId }) => leaderId)).size === 1;
      return isAgreed && (await allReady(session)) ? true : undefined;
    });
    const wholeMs = sinceBegun() - killedAt;
    await hold(3_000, signal);
    return { electedMs, wholeMs, killedAt };
  });
  const ok = writes.filter(({ outcome }) => outcome === "ok").map(({ ended }) => ended);
  const before = Math.max(0, ...ok.filter((at) => at <= came.killedAt));
  const after = Math.min(...ok.filter((at) => at > came.killedAt + 200));
  return { electedMs: came.electedMs, wholeMs: came.wholeMs, writesMs: longestGap(ok, before, after) };
}

/** Whether every API server says that it is ready; one that does not answer is not. */
async function allReady({ cluster, endpoints }: Session): Promise<boolean> {
  const answers = controlPlanes(cluster).map(async ({ short }) =>
    endpoints
      .get(short)
      ?.call("GET", "/readyz", undefined, 3_000)
      .catch(() => undefined),
  );
  return (await Promise.all(answers)).every((answer) => answer?.status === 200);
}

/** The longest time without an acknowledged write from `before` on, up to some seconds after `after`. */
function longestGap(acknowledged: readonly number[], before: number, after: number): number {
  const times = ascendingFrom(acknowledged, before, after + 5_000);
  return times.reduce((most, at, index) => Math.max(most, at - (times[index - 1] ?? at)), 0);
}

function ascendingFrom(times: readonly number[], from: number, to: number): number[] {
  return times.filter((at) => at >= from && at <= to).toSorted((a, b) => a - b);
}
