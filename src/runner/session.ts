import { noteAddresses } from "../cluster/addresses.ts";
import { kubeconfigOf } from "../cluster/cluster-folder.ts";
import type { ClusterSpec } from "../cluster/cluster-spec.ts";
import type { ClusterUser } from "../cluster/clusters.ts";
import type { Entrance, Taken } from "../cluster/entrance.ts";
import { EtcdMembers, etcdCredentials } from "../cluster/etcd.ts";
import { exportKubeconfig } from "../cluster/kubeconfig.ts";
import { findNodes } from "../cluster/nodes.ts";
import { readUpgrades, whyOtherwiseUpgraded } from "../cluster/upgrades.ts";
import type { Engine } from "../host/engine.ts";
import { loadClientLibrary } from "../kube/client-library.ts";
import { Kube } from "../kube/kube.ts";
import { LocalApiServer } from "../kube/local-server.ts";
import { type Cluster, controlPlanes } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { loopbackOf } from "../model/node-addresses.ts";
import type { Credentials } from "../net/local-endpoint.ts";
import { clearBackOff } from "./fault/back-off.ts";
import { type Check, describeBad } from "./observe/check.ts";
import { type Expectations, plannedExpected } from "./observe/expected.ts";
import { awaitSteadyState } from "./recover.ts";
import type { RunRequest } from "./run-request.ts";
import { expectedThere, healOrAdopt, reachedBy, withRelay } from "./their-cluster.ts";

/** How long a kept cluster gets to show that it is healthy, milliseconds. */
const gateTimeoutMs = 45_000;

/**
 * How long a connection of a check gets until it stands, milliseconds: one that was begun while its node was cut off gets
 * through late, if ever, and a new one at once.
 */
const connectMs = 3_000;

/** The ways into a cluster in use by this run. */
export interface Session {
  readonly cluster: Cluster;
  readonly kube: Kube;
  readonly etcd: EtcdMembers;
  readonly etcdCredentials: Credentials;
  /** Kept-alive ways to each API server and to the load balancer, for checks. */
  readonly endpoints: ReadonlyMap<string, LocalApiServer>;
  /** What was seen last where the machine stayed busy before a kept cluster: nothing can be said of that, and no run. */
  readonly busy?: readonly Check[];
  /** What must be there: first what the topology says, then what was found besides. */
  readonly expectations: Expectations;
}

/** What it needs to open one. */
type SessionRequest = Pick<RunRequest, "engine" | "lease" | "healKept" | "newMeter"> & {
  readonly planned: Pick<RunRequest["planned"], "cluster">;
};

/** Ends the connections of a session; the cluster stays. */
export function closeSession(session: Session): void {
  session.etcd.close();
  session.kube.close();
  for (const endpoint of session.endpoints.values()) endpoint.close();
}

/** Takes the lease's cluster for a run and opens the ways into it; throws as the lease does. */
export function openSession(
  { engine, lease, planned: { cluster: spec }, healKept, newMeter }: SessionRequest,
  user: ClusterUser,
): Promise<Taken & { readonly session: Session }> {
  // Its half second passes while the cluster is looked at or made; what is wrong with it is told where it is used.
  loadClientLibrary().catch(() => {});
  return lease.take(spec, user, {
    enter: async (name) => {
      const session = await connect(engine, spec, name);
      noteAddresses(name, session.cluster.nodes);
      return session;
    },
    enterKept: async (name) => {
      try {
        // What an earlier run broke and did not take back could pass the gate: then this run would judge two faults.
        const left = await healOrAdopt(engine, spec, () => healKept(name, user));
        return left === undefined ? await enterKept(engine, spec, { ...user, newMeter }, name) : { problem: left };
      } catch (error) {
        return { problem: messageOf(error) };
      }
    },
  });
}

/** A session on a kept cluster when it is healthy, or what is wrong with it. */
async function enterKept(
  engine: Engine,
  spec: ClusterSpec,
  { signal, note, newMeter }: ClusterUser & Pick<SessionRequest, "newMeter">,
  name: string,
): ReturnType<Entrance<Session>["enterKept"]> {
  await exportKubeconfig(spec.kind, name);
  const session = await connect(engine, spec, name);
  try {
    const { upgraded = {} } = session.cluster;
    const otherwise = whyOtherwiseUpgraded(upgraded, spec.upgraded);
    if (otherwise !== undefined) {
      closeSession(session);
      return { problem: otherwise };
    }
    // What keeps this from working keeps the steady state from holding too, and that is what says so.
    await clearBackOff({ ...session, engine: engine.only(session.cluster.nodes), signal, note }).catch(
      (error: unknown) => note(messageOf(error)),
    );
    const options = { timeoutMs: gateTimeoutMs, signal, onBusy: note };
    const { ok, checks, busy } = await awaitSteadyState({ ...session, engine, newMeter }, options);
    if (ok) return { session };
    if (busy) return { session: { ...session, busy: checks } };
    closeSession(session);
    return { problem: describeBad(checks) };
  } catch (error) {
    closeSession(session);
    throw error;
  }
}

async function connect(engine: Engine, spec: ClusterSpec, name: string): Promise<Session> {
  const zoneOf = new Map(spec.topology.nodes.map(({ short, zone }) => [short, zone]));
  const network = spec.existing?.network ?? name;
  const found = await findNodes(engine, name, network);
  const { nodes: reached, relay } = await withRelay(engine, spec, found);
  const nodes = reached.map((node) => ({ ...node, zone: zoneOf.get(node.short) }));
  const kube = await Kube.open(kubeconfigOf(name));
  const upgraded = await readUpgrades(engine, nodes);
  const cluster: Cluster = {
    name,
    network,
    topology: spec.topology.name,
    profile: spec.profile,
    kubernetes: spec.kubernetes,
    ...(Object.keys(upgraded).length === 0 ? {} : { upgraded }),
    kind: spec.kind,
    nodeImage: spec.nodeImage,
    ...(spec.replacedTimings === undefined ? {} : { replacedTimings: [...spec.replacedTimings] }),
    ...(spec.afterCreate === undefined ? {} : { afterCreate: spec.afterCreate }),
    ...(await reachedBy(spec, relay, kube.credentials)),
    ...(spec.balancerImage === undefined ? {} : { balancerImage: spec.balancerImage }),
    loadBalancerImage: nodes.some(({ role }) => role === "load-balancer") ? spec.loadBalancerImage : undefined,
    nodes,
  };
  const [first] = controlPlanes(cluster);
  if (first === undefined) throw new PlatformError("no-control-plane", `${name} has no control plane container`);
  const credentials = await etcdCredentials(engine, first);
  const withApi = nodes.filter((node) => node.ports["6443"] !== undefined);
  const opened = withApi.map(
    async (node) =>
      [
        node.short,
        await LocalApiServer.open(node.ports["6443"] ?? 0, kube.credentials, {
          host: loopbackOf(node, "6443"),
          connectMs,
        }),
      ] as const,
  );
  return {
    cluster,
    kube,
    etcd: new EtcdMembers(cluster, credentials),
    etcdCredentials: credentials,
    expectations: { current: expectedThere(plannedExpected(cluster, spec.config), spec) },
    endpoints: new Map(await Promise.all(opened)),
  };
}
