import type { V1DaemonSet, V1Deployment, V1Node, V1Pod } from "@kubernetes/client-node";
import { stringify } from "yaml";
import { runNamespacePrefix } from "../../src/apps/ways.ts";
import type { ClusterLease } from "../../src/cluster/lease.ts";
import { withProfile } from "../../src/cluster/profiles.ts";
import { readTopology } from "../../src/cluster/topology.ts";
import { until } from "../../src/host/clock.ts";
import type { Engine } from "../../src/host/engine.ts";
import { hostFacts } from "../../src/host/host-facts.ts";
import { machineMeter } from "../../src/host/machine-meter.ts";
import type { Kube } from "../../src/kube/kube.ts";
import { messageOf } from "../../src/model/errors.ts";
import { openSession, type Session } from "../../src/runner/session.ts";
import { topologyFile } from "../../src/scenario/catalogue.ts";
import type { Images } from "../../src/setup/images/images.ts";

export const namespace = `${runNamespacePrefix}thousand`;
export const fakeNodes = 1_000;
export const zones = ["zone-1", "zone-2", "zone-3"] as const;

const simulated = { "org.kind-chaos.simulated": "true" };
const zoneLabel = "topology.kubernetes.io/zone";
/** Every tenth Deployment has one replica, each of the others so many. */
const replicasOfMost = 33;
/** Objects that are asked for at once. */
const parallel = 16;

/**
 * Stock controllers make 20 objects a second and give up one node in 10 s; a cluster of this size is told to do more.
 * Loss is noticed after 30 s and pods are given up 5 s later, so that a minute shows all of it. 1,003 nodes need
 * smaller pod networks than /24.
 */
const atScale = {
  kind: "ClusterConfiguration",
  apiServer: {
    extraArgs: { "default-not-ready-toleration-seconds": "5", "default-unreachable-toleration-seconds": "5" },
  },
  controllerManager: {
    extraArgs: {
      "kube-api-qps": "200",
      "kube-api-burst": "400",
      "node-cidr-mask-size": "26",
      "node-monitor-period": "2s",
      "node-monitor-grace-period": "30s",
      "node-eviction-rate": "20",
      "secondary-node-eviction-rate": "20",
    },
  },
  scheduler: { extraArgs: { "kube-api-qps": "200", "kube-api-burst": "400" } },
};

/** A new cluster, of the topology `single` unless another is named, with controllers set for a thousand nodes. */
export async function openCluster(
  engine: Engine,
  images: Images,
  folder: string,
  signal: AbortSignal,
  lease: ClusterLease,
  name = "single",
): Promise<Session> {
  const topology = readTopology(topologyFile(name));
  const wishes = { profile: "stock", override: false } as const;
  const { config } = withProfile(topology.config, wishes, images.kubernetes, await hostFacts());
  const patches = [...(config.kubeadmConfigPatches ?? []), stringify(atScale)];
  const spec = { ...images, topology, profile: "stock", config: { ...config, kubeadmConfigPatches: patches } };
  const { session } = await openSession(
    { engine, lease, planned: { cluster: spec }, healKept: async () => undefined, newMeter: machineMeter },
    { folder, signal, note: () => {} },
  );
  return session;
}

/** The label selector of the fake nodes of some zones. */
export function selectorOf(some: readonly string[]): string {
  return `org.kind-chaos.simulated=true,${zoneLabel} in (${some.join(",")})`;
}

/** How many nodes are asked for, and how many Deployments with pods on them. */
export interface Size {
  readonly nodes: number;
  readonly deployments: number;
}

const thousand: Size = { nodes: fakeNodes, deployments: 100 };

/** Asks for the nodes and for Deployments with pods on them, half of these with a budget. */
export async function populate(
  kube: Kube,
  signal: AbortSignal,
  { nodes, deployments }: Size = thousand,
): Promise<void> {
  const each = async (count: number, make: (index: number) => Promise<unknown>) => {
    for (let from = 0; from < count; from += parallel) {
      signal.throwIfAborted();
      const some = Array.from({ length: Math.min(parallel, count - from) }, (_, offset) => make(from + offset));
      await Promise.all(some);
    }
  };
  await each(nodes, (index) => kube.create("/api/v1/nodes", fakeNode(index)));
  await kube.createNamespace(namespace, {});
  await each(deployments, (index) => kube.create(`/apis/apps/v1/namespaces/${namespace}/deployments`, app(index)));
  const budgets = `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`;
  await each(deployments / 2, (index) => kube.create(budgets, budget(index * 2)));
}

function fakeNode(index: number): object {
  const name = `fake-${String(index).padStart(4, "0")}`;
  const zone = zones[index % zones.length] ?? "";
  const room = { cpu: "32", memory: "256Gi", pods: "110" };
  const labels = { ...simulated, "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", [zoneLabel]: zone };
  return { metadata: { name, labels }, status: { allocatable: room, capacity: room } };
}

/** A Deployment as people write them: some with one replica, half spread over zones, half with a readiness probe. */
function app(index: number): object {
  const labels = { app: appName(index) };
  const spread = { maxSkew: 1, topologyKey: zoneLabel, whenUnsatisfiable: "ScheduleAnyway" };
  const container = { name: "main", image: "simulated", resources: { requests: { cpu: "100m", memory: "128Mi" } } };
  const probe = { readinessProbe: { httpGet: { path: "/", port: 8080 } } };
  const spec = {
    nodeSelector: simulated,
    terminationGracePeriodSeconds: 1,
    containers: [index % 4 < 2 ? { ...container, ...probe } : container],
    ...(index % 2 === 0 ? { topologySpreadConstraints: [{ ...spread, labelSelector: { matchLabels: labels } }] } : {}),
  };
  return {
    metadata: { name: appName(index) },
    spec: {
      replicas: index % 10 === 0 ? 1 : replicasOfMost,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec },
    },
  };
}

/** Some budgets permit nothing, which an audit finds. */
function budget(index: number): object {
  const selector = { matchLabels: { app: appName(index) } };
  return { metadata: { name: appName(index) }, spec: { selector, maxUnavailable: index % 10 === 2 ? 0 : 1 } };
}

function appName(index: number): string {
  return `app-${String(index).padStart(3, "0")}`;
}

/**
 * Looks until every node is Ready, and every replica and every pod of a DaemonSet with them; says how it came to that.
 */
export async function awaitWhole(kube: Kube, signal: AbortSignal): Promise<string> {
  let last = "no answer";
  const look = async () => {
    const seen = await wholeState(kube).catch(() => undefined); // An API server that is busy is asked again.
    last = seen?.detail ?? last;
    return seen?.whole ? seen.detail : undefined;
  };
  const options = { what: "all simulated nodes and pods Ready", timeoutMs: 420_000, everyMs: 2_000, signal };
  return until(options, look).catch((error: unknown) => {
    throw new Error(`${messageOf(error)} (${last})`, { cause: error });
  });
}

async function wholeState(kube: Kube): Promise<{ whole: boolean; detail: string }> {
  const sets = await itemsOf<V1DaemonSet>(kube, "/apis/apps/v1/daemonsets");
  const apps = await itemsOf<V1Deployment>(kube, `/apis/apps/v1/namespaces/${namespace}/deployments`);
  const nodes = await kube.nodes();
  const ready = nodes.filter(isReady).length;
  const wanted = apps.reduce((sum, { spec }) => sum + (spec?.replicas ?? 0), 0);
  const replicas = apps.reduce((sum, { status }) => sum + (status?.readyReplicas ?? 0), 0);
  const daemons = sets.reduce((sum, { status }) => sum + (status?.numberReady ?? 0), 0);
  const wantedDaemons = sets.length * nodes.length;
  return {
    whole: ready === nodes.length && replicas === wanted && daemons === wantedDaemons,
    detail: `${ready} of ${nodes.length} nodes, ${replicas} of ${wanted} replicas, ${daemons} of ${wantedDaemons} pods of DaemonSets Ready`,
  };
}

/** Whether every replica is Ready, wherever it is. */
export async function replicasReady(kube: Kube): Promise<boolean> {
  const apps = await itemsOf<V1Deployment>(kube, `/apis/apps/v1/namespaces/${namespace}/deployments`);
  return apps.every(({ spec, status }) => (status?.readyReplicas ?? 0) === (spec?.replicas ?? 0));
}

/** The fake nodes of a zone. */
export async function nodesOfZone(kube: Kube, zone: string): Promise<V1Node[]> {
  return itemsOf(kube, `/api/v1/nodes?labelSelector=${encodeURIComponent(selectorOf([zone]))}`);
}

/** Whether a node or a pod says that it is Ready. */
export function isReady({ status }: V1Node | V1Pod): boolean {
  return (status?.conditions ?? []).some(({ type, status: value }) => type === "Ready" && value === "True");
}

async function itemsOf<Item>(kube: Kube, path: string): Promise<Item[]> {
  return ((await kube.get(path)) as { items: Item[] }).items;
}
