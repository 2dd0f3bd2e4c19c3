import { z } from "zod";
import { NotYet, until } from "../../host/clock.ts";
import { type Node, workers } from "../../model/cluster.ts";
import { messageOf, PlatformError } from "../../model/errors.ts";
import { loopbackOf } from "../../model/node-addresses.ts";
import type { Settings } from "../../model/settings.ts";
import { type StoreOptions, storePod, storePods, workloadPorts } from "../../model/workload.ts";
import { authorityOf } from "../../net/connect-tunnel.ts";
import { etcdImage } from "../etcd-image.ts";
import { removeServicesLeftBehind } from "../left-behind.ts";
import { type Journaled, runNamespacePrefix, type Ways } from "../ways.ts";
import { leadByFirst, memberPath } from "./lead.ts";
import { isStoreVolume, storeFolder, storeObjects } from "./objects.ts";

/**
 * How long the store gets to be Ready and to be reached through every worker, or to be back before it is read,
 * milliseconds; measured: 5 s.
 */
const readyTimeoutMs = 90_000;
const answerMs = 1_000;

/** All keys that begin with anything: from the smallest possible one on. */
const everyKey = Buffer.from([0]).toString("base64");
const keysSchema = z.object({ kvs: z.array(z.object({ key: z.string() })).default([]) });
const volumesSchema = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });

/** A pod of the store, on the node with its data. */
interface StorePlace {
  readonly pod: string;
  readonly node: string;
  readonly image: string;
}

/**
 * Makes the store, each member on a worker of its own from the first on, and waits until it answers through every
 * worker; of a group the first member leads then. Its elections have the timings of the cluster's own etcd as the
 * settings have them, which limits are computed from.
 */
export async function deployStore(
  ways: Ways,
  options: StoreOptions | undefined,
  timings: Settings["etcd"],
  signal: AbortSignal,
): Promise<StorePlace[]> {
  const { kube, cluster, namespace } = ways;
  const pods = storePods(options);
  const nodes = workers(cluster).slice(0, pods.length);
  if (nodes.length < pods.length)
    throw new PlatformError("store", "the cluster has no worker for the store's data, or fewer than it has members");
  await removeServicesLeftBehind(kube, namespace);
  await removeStores(ways);
  const image = await etcdImage(kube);
  const parts = { image, timings, nodes: nodes.map(({ name }) => name) };
  for (const { path, object } of storeObjects(namespace, parts)) await kube.create(path, object);
  const wait = { timeoutMs: readyTimeoutMs, everyMs: 500, signal };
  await until({ what: "an answer of the store through every worker", ...wait }, async () => {
    const answers = await Promise.all(workers(cluster).map(isHealthy));
    return answers.every(Boolean) ? true : undefined;
  });
  if (pods.length > 1) await leadByFirst(ways, pods, signal);
  return nodes.map(({ short }, ordinal) => ({ pod: pods[ordinal] ?? "", node: short, image }));
}

/**
 * Reads every key of the store from each of its pods, through the API server and not through what was broken, and
 * journals them; one that is not back has nothing to say. A member of a group answers from its own copy, once that has
 * what the group agreed on: etcd's linearizable read waits for that, and is served from the member's own data
 * (etcdserver/v3_server.go, Range). A serializable one does not wait: a member that lags by some milliseconds would have
 * lost the last write.
 */
export async function recordStoreWrites(run: Ways & Journaled, options: StoreOptions | undefined): Promise<void> {
  for (const pod of storePods(options)) await recordWritesOf(pod, run);
}

async function recordWritesOf(pod: string, run: Ways & Journaled): Promise<void> {
  const path = memberPath(run.namespace, pod, "kv/range");
  const look = { what: "the store's keys", timeoutMs: readyTimeoutMs, everyMs: 1_000, signal: run.signal };
  try {
    const { kvs } = await until(look, async () => {
      try {
        return keysSchema.parse(await run.kube.create(path, { key: everyKey, range_end: everyKey, keys_only: true }));
      } catch (error) {
        // It is asked again until its time is over: its pod may be starting.
        return new NotYet(messageOf(error));
      }
    });
    const tokens = kvs.map(({ key }) => Buffer.from(key, "base64").toString());
    run.emit({ type: "written-objects", apiServer: pod, complete: true, objects: { [storePod]: tokens } });
  } catch (error) {
    run.signal.throwIfAborted();
    run.emit({ type: "written-objects", apiServer: pod, complete: false, error: messageOf(error), objects: {} });
  }
}

/**
 * Takes away volumes and data of stores, also those that runs which were killed left on a kept cluster; a namespace
 * takes the rest along.
 */
export async function removeStores({ kube, engine, cluster }: Omit<Ways, "namespace">): Promise<void> {
  const { items } = volumesSchema.parse(await kube.get("/api/v1/persistentvolumes"));
  const ours = items.filter(({ metadata: { name } }) => name.startsWith(runNamespacePrefix) && isStoreVolume(name));
  for (const { metadata } of ours) await kube.remove(`/api/v1/persistentvolumes/${metadata.name}`);
  for (const { name } of workers(cluster)) await engine.exec(name, ["rm", "-rf", storeFolder]);
}

async function isHealthy(node: Node): Promise<boolean> {
  const port = node.ports[workloadPorts.store];
  if (port === undefined)
    throw new PlatformError("store", `port ${workloadPorts.store} is not published on every worker`);
  const answer = await fetch(`http://${authorityOf(loopbackOf(node, workloadPorts.store), port)}/health`, {
    headers: { connection: "close" },
    signal: AbortSignal.timeout(answerMs),
  }).catch(() => undefined); // Not answered yet.
  await answer?.body?.cancel();
  return answer?.status === 200;
}
