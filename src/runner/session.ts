import { createHash, randomBytes } from "node:crypto";
import { claimCluster, releaseClaim } from "../cluster/claims.ts";
import { EtcdMembers, etcdCredentials } from "../cluster/etcd.ts";
import { createCluster, deleteCluster, exportKubeconfig, kubeconfigOf, mustBeFree } from "../cluster/lifecycle.ts";
import { findNodes } from "../cluster/nodes.ts";
import { namePrefix, type OwnedCluster, ownedClusters } from "../cluster/ownership.ts";
import type { Engine } from "../host/engine.ts";
import type { Credentials } from "../kube/endpoint.ts";
import { Endpoint } from "../kube/endpoint.ts";
import { Kube } from "../kube/kube.ts";
import { type Cluster, controlPlanes } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { KindConfig, Topology } from "../model/topology.ts";
import { clearBackOff } from "./fault/back-off.ts";
import { awaitSteadyState } from "./recover.ts";

/** How long a kept cluster gets to show that it is healthy before it is replaced, milliseconds. */
const gateTimeoutMs = 45_000;

/** What a cluster is to be. */
export interface ClusterRequest {
  readonly topology: Topology;
  readonly profile: string;
  readonly config: KindConfig;
  readonly kubernetes: string;
  readonly kind: string;
  readonly nodeImage: string;
  readonly loadBalancerImage: string;
  readonly folder: string;
  readonly name?: string | undefined;
  readonly reuse: boolean;
  readonly signal: AbortSignal;
  note(text: string): void;
}

/** A cluster in use by this run, with the ways into it. */
export interface Session {
  readonly cluster: Cluster;
  readonly kube: Kube;
  readonly etcd: EtcdMembers;
  readonly etcdCredentials: Credentials;
  readonly reused: boolean;
  /** Why a cluster that was there was replaced by this new one, where it was. */
  readonly replaced?: string;
  /** Kept-alive ways to each API server and to the load balancer, for checks. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
}

/** Ends the connections of a session; the cluster stays. */
export function closeSession(session: Session): void {
  session.etcd.close();
  session.kube.close();
  for (const endpoint of session.endpoints.values()) endpoint.close();
}

/** A kept cluster that passes the health gate, or a new one. `onName` is told the name before anything of it exists. */
export async function openSession(
  engine: Engine,
  request: ClusterRequest,
  onName: (name: string) => void,
): Promise<Session> {
  const labels = describeRequest(request);
  const taken = request.reuse ? await tryReuse(engine, request, labels, onName) : { problems: [] };
  if (taken.session !== undefined) return taken.session;
  const name = request.name ?? `${namePrefix}${request.topology.name}-${randomBytes(2).toString("hex")}`;
  await mustBeFree(engine, name);
  if (!(await claimCluster(name, request.folder))) throw new PlatformError("in-use", `another run uses ${name}`);
  onName(name);
  await createCluster(engine, { ...request, name, labels });
  const session = await connect(engine, request, name, false);
  return taken.problems.length === 0 ? session : { ...session, replaced: taken.problems.join("; ") };
}

/** What makes one cluster as good as another for a request: labels on its network. */
export function describeRequest(
  request: Pick<ClusterRequest, "topology" | "profile" | "kubernetes" | "nodeImage" | "config" | "kind">,
): Record<string, string> {
  const digest = createHash("sha256")
    .update(JSON.stringify([request.config, request.nodeImage, request.kind]))
    .digest("hex")
    .slice(0, 12);
  return {
    "org.kind-chaos.topology": request.topology.name,
    "org.kind-chaos.profile": request.profile,
    "org.kind-chaos.kubernetes": request.kubernetes,
    "org.kind-chaos.config": digest,
  };
}

async function tryReuse(
  engine: Engine,
  request: ClusterRequest,
  labels: Readonly<Record<string, string>>,
  onName: (name: string) => void,
): Promise<{ session?: Session; problems: string[] }> {
  const problems: string[] = [];
  const fits = (cluster: OwnedCluster) => Object.entries(labels).every(([key, value]) => cluster.labels[key] === value);
  for (const candidate of (await ownedClusters(engine)).filter(fits)) {
    if (request.name !== undefined && request.name !== candidate.name) continue;
    if (!(await claimCluster(candidate.name, request.folder))) continue;
    onName(candidate.name);
    const problem = await gate(engine, request, candidate).catch((error: unknown) => messageOf(error));
    if (typeof problem !== "string") return { session: problem, problems };
    request.signal.throwIfAborted();
    request.note(`${candidate.name} did not pass the health gate and is replaced: ${problem}`);
    problems.push(problem);
    await deleteCluster(engine, request.kind, candidate.name);
    await releaseClaim(candidate.name, false);
  }
  return { problems };
}

/** A session on a kept cluster when it is healthy, or what is wrong with it. */
async function gate(engine: Engine, request: ClusterRequest, candidate: OwnedCluster): Promise<Session | string> {
  await exportKubeconfig(request.kind, candidate.name, request.folder);
  const session = await connect(engine, request, candidate.name, true);
  const { note, signal } = request;
  // What keeps this from working keeps the steady state from holding too, and that is what says so.
  await clearBackOff({ ...session, engine, signal, note }).catch((error: unknown) => note(messageOf(error)));
  const { ok, checks } = await awaitSteadyState(session, { timeoutMs: gateTimeoutMs, signal: request.signal });
  if (ok) return session;
  closeSession(session);
  return checks
    .filter((check) => !check.ok)
    .map((check) => `${check.name}: ${check.detail}`)
    .join("; ");
}

async function connect(engine: Engine, request: ClusterRequest, name: string, reused: boolean): Promise<Session> {
  const zoneOf = new Map(request.topology.nodes.map(({ short, zone }) => [short, zone]));
  const found = await findNodes(engine, name, name);
  const nodes = found.map((node) => ({ ...node, zone: zoneOf.get(node.short) }));
  const cluster: Cluster = {
    name,
    network: name,
    topology: request.topology.name,
    profile: request.profile,
    kubernetes: request.kubernetes,
    kind: request.kind,
    nodeImage: request.nodeImage,
    loadBalancerImage: nodes.some(({ role }) => role === "load-balancer") ? request.loadBalancerImage : undefined,
    nodes,
  };
  const [first] = controlPlanes(cluster);
  if (first === undefined) throw new PlatformError("no-control-plane", `${name} has no control plane container`);
  const kube = new Kube(kubeconfigOf(request.folder));
  const credentials = await etcdCredentials(engine, first);
  const withApi = nodes.filter((node) => node.ports["6443"] !== undefined);
  return {
    cluster,
    kube,
    etcd: new EtcdMembers(cluster, credentials),
    etcdCredentials: credentials,
    reused,
    endpoints: new Map(withApi.map((node) => [node.short, new Endpoint(node.ports["6443"] ?? 0, kube.credentials)])),
  };
}
