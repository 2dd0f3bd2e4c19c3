import { z } from "zod";
import { NotYet, until } from "../../host/clock.ts";
import type { Kube } from "../../kube/kube.ts";
import { type Cluster, workers } from "../../model/cluster.ts";
import { PlatformError } from "../../model/errors.ts";
import { type WorkloadShape, workloadName } from "../../model/workload.ts";
import { laneOf, loadOperation } from "../../probes/operation.ts";
import { silentLanes } from "../first-answers.ts";
import { removeServicesLeftBehind } from "../left-behind.ts";
import { workloadObjects } from "./objects.ts";

/** How long the replicas get to be Ready, and then every node to answer; measured: 4 s and some seconds. */
const readyTimeoutMs = 90_000;
const answerMs = 1_000;

const deploymentSchema = z.object({
  spec: z.object({ template: z.object({ spec: z.object({ containers: z.array(z.object({ image: z.string() })) }) }) }),
});

/** The workload as it is when every node answers. */
export interface DeployedWorkload {
  readonly image: string;
  readonly replicas: { readonly pod: string; readonly node: string }[];
  readonly maxUnavailable: number;
}

/**
 * Makes the workload in a namespace and waits until it answers from every node: single nodes do not for some seconds
 * after a Service is made. Its image is that of the cluster's own DNS, which every kind node has. It goes with the
 * namespace.
 */
export async function deployWorkload(
  kube: Kube,
  cluster: Cluster,
  namespace: string,
  shape: WorkloadShape,
  signal: AbortSignal,
): Promise<DeployedWorkload> {
  await removeServicesLeftBehind(kube, namespace);
  const image = await dnsImage(kube);
  const [first] = workers(cluster);
  const objects = workloadObjects(namespace, image, shape, first?.name ?? "");
  for (const { path, object } of objects) await kube.create(path, object);
  const wait = { timeoutMs: readyTimeoutMs, everyMs: 500, signal };
  const replicas = await until({ what: `${shape.replicas} Ready replicas of the workload`, ...wait }, () =>
    readyReplicas(kube, cluster, namespace, shape.replicas),
  );
  mustBePlaced(replicas, shape, first?.short);
  const names = replicas.map(({ pod }) => pod);
  await until({ what: "answers of the workload through every node", ...wait }, async () => {
    const missing = await silentNodes(cluster, names);
    return missing.length === 0 ? true : new NotYet(`not yet: ${missing.join(", ")}`);
  });
  return { image, replicas, maxUnavailable: shape.maxUnavailable };
}

/** A scenario about where replicas are says nothing when they are elsewhere. */
function mustBePlaced(replicas: DeployedWorkload["replicas"], { placement }: WorkloadShape, first?: string): void {
  const elsewhere = replicas.filter(({ node }) => node !== first);
  if (placement === "spread" || elsewhere.length === 0) return;
  const told = elsewhere.map(({ pod, node }) => `${pod} on ${node}`).join(", ");
  throw new PlatformError("workload", `the workload's replicas should all be on ${first}, and are not: ${told}`);
}

async function dnsImage(kube: Kube): Promise<string> {
  const path = "/apis/apps/v1/namespaces/kube-system/deployments/coredns";
  const [container] = deploymentSchema.parse(await kube.get(path)).spec.template.spec.containers;
  if (container === undefined) throw new PlatformError("workload", "the Deployment coredns has no container");
  return container.image;
}

/** The replicas when all are Ready. */
async function readyReplicas(
  kube: Kube,
  cluster: Cluster,
  namespace: string,
  wanted: number,
): Promise<DeployedWorkload["replicas"] | undefined> {
  const pods = (await kube.pods(namespace)).filter(({ metadata }) => metadata?.labels?.app === workloadName);
  const ready = pods.filter((pod) =>
    pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True"),
  );
  if (ready.length !== wanted || pods.length !== wanted) return undefined;
  return ready.map(({ metadata, spec }) => ({
    pod: metadata?.name ?? "",
    node: cluster.nodes.find(({ name }) => name === spec?.nodeName)?.short ?? "",
  }));
}

/** The nodes that do not answer rightly so many times in a row, over HTTP or DNS, asked as the lanes ask them. */
async function silentNodes(cluster: Cluster, pods: readonly string[]): Promise<string[]> {
  const looks = ["workload-http", "workload-dns"].map(async (name) => {
    const operation = await loadOperation(name);
    const spec = laneOf(operation, { via: "each-node", deadlineMs: answerMs });
    return silentLanes(cluster, { operation, spec }, (pod) => pods.includes(pod));
  });
  return (await Promise.all(looks)).flat();
}
