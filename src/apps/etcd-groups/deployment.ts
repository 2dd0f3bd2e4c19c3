import { z } from "zod";
import { NotYet, until } from "../../host/clock.ts";
import { membersName, type QuorumSize, quorumName } from "../../model/quorum.ts";
import { authorityOf } from "../../net/connect-tunnel.ts";
import { probeNodeOf } from "../../probes/lanes/lanes.ts";
import { etcdImage } from "../etcd-image.ts";
import { readQuorumAddresses } from "../service-addresses.ts";
import type { Ways } from "../ways.ts";
import { quorumObjects } from "./objects.ts";

/**
 * How long all members get to be Ready and to be reached from inside the cluster, milliseconds: they start at the same
 * time.
 */
const readyTimeoutMs = 180_000;

const setsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({ readyReplicas: z.number().default(0) }),
    }),
  ),
});

/**
 * Makes groups of etcd members of these sizes and waits until all are Ready and answer from inside the cluster; says
 * what was made. They go with the namespace.
 */
export async function deployQuorums(ways: Ways, sizes: readonly QuorumSize[], signal: AbortSignal): Promise<string> {
  const { kube, namespace } = ways;
  const image = await etcdImage(kube);
  const objects = sizes.flatMap((size) => quorumObjects(namespace, image, size));
  for (const { path, object } of objects) await kube.create(path, object);
  const wait = { timeoutMs: readyTimeoutMs, everyMs: 1_000, signal };
  await until({ what: "groups of etcd members", ...wait }, async () => {
    const unready = await unreadySets(ways, sizes);
    const missing = unready.length === 0 ? await silentServices(ways, sizes) : unready;
    return missing.length === 0 ? true : new NotYet(`not yet: ${missing.join(", ")}`);
  });
  return `${await describePlaces(ways, sizes)}; all of ${image}`;
}

async function unreadySets({ kube, namespace }: Ways, sizes: readonly QuorumSize[]): Promise<string[]> {
  const { items } = setsSchema.parse(await kube.get(`/apis/apps/v1/namespaces/${namespace}/statefulsets`));
  return sizes.flatMap((size) => {
    const set = items.find(({ metadata }) => metadata.name === membersName(size));
    const ready = set?.status.readyReplicas ?? 0;
    return ready === size ? [] : [`${membersName(size)}: ${ready} of ${size} Ready`];
  });
}

/**
 * The Services that do not answer in the network that lanes from inside are in: a node knows a new one some seconds
 * after it is made only.
 */
async function silentServices(
  { kube, engine, cluster, namespace }: Ways,
  sizes: readonly QuorumSize[],
): Promise<string[]> {
  const addresses = await readQuorumAddresses(kube, namespace, sizes);
  const silent: string[] = [];
  for (const name of sizes.map(quorumName)) {
    const { host = "", port = 0 } = addresses[name] ?? {};
    const url = `http://${authorityOf(host, port)}/health`;
    const asked = ["curl", "--silent", "--fail", "--output", "/dev/null", "--max-time", "1", url];
    const { exitCode } = await engine.exec(probeNodeOf(cluster).name, asked);
    if (exitCode !== 0) silent.push(name);
  }
  return silent;
}

/** Where the members are: those that share a node share its disk. */
async function describePlaces({ kube, cluster, namespace }: Ways, sizes: readonly QuorumSize[]): Promise<string> {
  const pods = await kube.pods(namespace);
  const places = sizes.map((size) => {
    const own = pods.filter(({ metadata }) => metadata?.labels?.app === membersName(size));
    const nodes = own.map(({ spec }) => cluster.nodes.find(({ name }) => name === spec?.nodeName)?.short ?? "no node");
    return `${membersName(size)} on ${nodes.toSorted().join(", ")}`;
  });
  return places.join("; ");
}
