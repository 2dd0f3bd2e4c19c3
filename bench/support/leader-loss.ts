import { uptime } from "node:os";
import { hold, until } from "../../src/host/clock.ts";
import type { Engine } from "../../src/host/engine.ts";
import { controlPlanes } from "../../src/model/cluster.ts";
import type { Session } from "../../src/runner/session.ts";
import { probed } from "./probed.ts";
import { delaysOf, type WatchDelays } from "./watch-delays.ts";

/** What the loss of etcd's leader came to, milliseconds. */
export interface LeaderLoss {
  /** The short name of the node whose member led. */
  readonly node: string;
  /** From the kill until a majority names another leader, as its members tell when they are asked every 50 ms. */
  readonly electedMs: number;
  /** From the kill until all members agree again and every API server is ready. */
  readonly wholeMs: number;
  /** How long no write was acknowledged: between the last before the kill and the first after it. */
  readonly writesMs: number;
}

/** Until nothing is measured any more: with seven control planes on two cores all takes its time. */
const timeoutMs = 180_000;

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

/** Kills etcd on a node, and prints the seconds since the machine's start at which it did. */
const killEtcd = "read -r now rest </proc/uptime; pkill -9 -x etcd && echo $now";

/** Waits until all members agree and every API server is ready. */
export async function awaitAgreed(session: Session, signal: AbortSignal): Promise<void> {
  const { etcd } = session;
  await until({ what: "all whole again", timeoutMs, everyMs: 500, signal }, async () => {
    const { members, missing } = await etcd.status();
    const isAgreed =
      missing.length === 0 &&
      members.length === etcd.size &&
      new Set(members.map(({ leaderId }) => leaderId)).size === 1;
    return isAgreed && (await allReady(session)) ? true : undefined;
  });
}

/** Kills the member that leads etcd, and waits until all is whole again. Throws where no write came back after it. */
export async function loseLeader(engine: Engine, session: Session, signal: AbortSignal): Promise<LeaderLoss> {
  const { etcd, cluster } = session;
  const { came, writes } = await probed(engine, session, async (sinceBegun) => {
    await hold(5_000, signal);
    const { members } = await etcd.status();
    const old = members.find(({ memberId, leaderId }) => memberId === leaderId);
    if (old === undefined) throw new Error("no etcd member leads");
    const node = cluster.nodes.find(({ name, short }) => [name, short].includes(old.node));
    if (node === undefined) throw new Error(`no node is called ${old.node}`);
    const { exitCode, stdout, stderr } = await engine.exec(node.name, ["sh", "-c", killEtcd]);
    if (exitCode !== 0) throw new Error(`etcd of ${node.short} was not killed: ${stderr.trim() || "none runs"}`);
    // The engine takes its time before the command begins: what the node's own clock says counts.
    const killedAt = sinceBegun() - (uptime() - Number(stdout)) * 1_000;
    await until({ what: "another leader", timeoutMs, everyMs: 50, signal }, async () => {
      const told = (await etcd.status(500)).members.filter(
        ({ leaderId, memberId }) => leaderId !== "0" && memberId !== old.memberId,
      );
      const others = told.filter(({ leaderId, term }) => leaderId !== old.memberId || term > old.term);
      return others.length * 2 > etcd.size ? true : undefined;
    });
    const electedMs = sinceBegun() - killedAt;
    await awaitAgreed(session, signal);
    const wholeMs = sinceBegun() - killedAt;
    await hold(3_000, signal);
    return { electedMs, wholeMs, killedAt, node: node.short };
  });
  const ok = writes.filter(({ outcome }) => outcome === "ok").map(({ ended }) => ended);
  const before = Math.max(0, ...ok.filter((at) => at <= came.killedAt));
  // What was under way may be acknowledged a little later.
  const after = Math.min(...ok.filter((at) => at > came.killedAt + 200));
  if (after === Number.POSITIVE_INFINITY) throw new Error("no write was acknowledged after the leader was killed");
  const { node, electedMs, wholeMs } = came;
  return { node, electedMs, wholeMs, writesMs: longestGap(ok, before, after) };
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
