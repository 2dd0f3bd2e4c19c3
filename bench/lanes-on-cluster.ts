import { controlPlaneLanes } from "../scenarios/support/control-plane-lanes.ts";
import { kubeconfigOf } from "../src/cluster/cluster-folder.ts";
import { etcdCredentials } from "../src/cluster/etcd.ts";
import { exportKubeconfig } from "../src/cluster/kubeconfig.ts";
import { findNodes } from "../src/cluster/nodes.ts";
import { ownedClusters } from "../src/cluster/ownership.ts";
import { probeCredentials } from "../src/cluster/probe-credentials.ts";
import { Engine } from "../src/host/engine.ts";
import { Kube } from "../src/kube/kube.ts";
import { type Cluster, controlPlanes } from "../src/model/cluster.ts";
import { isAttemptSpec, type LaneSpec } from "../src/model/lane.ts";
import { expandLanes } from "../src/probes/lanes/lanes.ts";
import { objectsOf } from "../src/probes/objects/needed-objects.ts";
import { cachedRead } from "../src/probes/operations/cached-read.ts";
import { quorumRead } from "../src/probes/operations/quorum-read.ts";
import { readyz } from "../src/probes/operations/readyz.ts";
import { write } from "../src/probes/operations/write.ts";
import { findKind } from "../src/setup/images/images.ts";
import { measure, ms, percent } from "./support/probing.ts";

/**
 * What lanes do to each other on a kept cluster at rest, and what they cost with client keys of RSA, as kind's, and of
 * ECDSA, as runs use.
 * Usage: npm run chaos -- baseline --keep; node bench/lanes-on-cluster.ts [seconds]
 */
const seconds = Number(process.argv[2] ?? 20);
const engine = new Engine();
const [{ name } = { name: "" }] = await ownedClusters(engine);
if (name === "") throw new Error("there is no kept cluster");
await exportKubeconfig(await findKind(), name);
const kube = await Kube.open(kubeconfigOf(name));
const nodes = await findNodes(engine, name, name);
const cluster = { name, network: name, topology: "", nodes } as unknown as Cluster;
const [first] = controlPlanes(cluster);
if (first === undefined) throw new Error(`${name} has no control plane`);
const etcd = await etcdCredentials(engine, first);
const api = await probeCredentials(engine, cluster, kube.credentials);
const backends = controlPlanes(cluster).map((node) => node.name);
const namespace = `kind-chaos-bench-${process.pid}`;
await kube.createNamespace(namespace, {});

const read = quorumRead({ via: "api", connection: "reused" });
// With those to each of three API servers it is eight.
const eight: readonly LaneSpec[] = [
  read,
  quorumRead({ via: "api", connection: "new" }),
  cachedRead({ via: "api", connection: "new" }),
  write({ via: "api", connection: "new" }),
  write({ via: "api", connection: "reused" }),
  readyz({ via: "each-api-server", connection: "reused" }),
];
const attempting = controlPlaneLanes.filter(isAttemptSpec);
console.log("| lanes on the cluster | reused quorum read p50 | p99 | late starts p99 | CPU of the probing process |");
console.log("|---|---|---|---|---|");
try {
  const alone = await row("1: the reused quorum read", [read], api);
  const among = await row("8: with writes, cached reads, new connections", eight, api);
  console.log(`| added by the seven others | ${(among / alone).toFixed(2)} × | | | |`);
  // Turn about, so that a machine that is busier for a while is so for both.
  for (const _ of [1, 2]) {
    await row("lanes of a control-plane scenario, client key RSA", attempting, kube.credentials);
    await row("the same, client key ECDSA", attempting, api);
  }
} finally {
  await kube.deleteNamespace(namespace);
  kube.close();
}

async function row(title: string, specs: readonly LaneSpec[], identity: typeof api): Promise<number> {
  const lanes = expandLanes(specs, cluster, 1);
  for (const object of await objectsOf(lanes, 900_000)) await kube.createConfigMap(namespace, object).catch(() => {}); // It may be there from the row before.
  const { latency, late, cpuShare } = await measure({ lanes, backends, namespace, api: identity, etcd }, seconds);
  const lane = lanes.find((one) => one.operation === "quorum-read" && one.connection === "reused");
  const p50 = latency(0.5, lane);
  console.log(
    `| ${title} (${lanes.length}) | ${ms(p50)} | ${ms(latency(0.99, lane))} | ${ms(late(0.99))} | ${percent(cpuShare)} |`,
  );
  return p50;
}
