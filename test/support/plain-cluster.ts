import { randomBytes } from "node:crypto";
import Docker from "dockerode";
import { findNodes } from "../../src/cluster/nodes.ts";
import { createNetwork, kindRoleLabel, labelledContainers } from "../../src/cluster/ownership.ts";
import { kindClusterLabel, whyNotOwn } from "../../src/host/docker/own-containers.ts";
import type { Engine } from "../../src/host/engine.ts";
import type { Cluster, Node } from "../../src/model/cluster.ts";
import type { FaultContext } from "../../src/model/fault.ts";

/** Containers with the labels and the network of a cluster of ours, in which nothing runs: real ones, in a second. */
export interface PlainCluster extends AsyncDisposable {
  readonly cluster: Cluster;
}

/**
 * Makes a cluster of plain containers from the node image that is there, `sleep` in each: one for each role, in the
 * order of kind's names, on a network of both families where it is asked for. It is removed when it is disposed of.
 */
export async function plainCluster(
  engine: Engine,
  roles: readonly ("control-plane" | "worker")[] = ["control-plane", "worker"],
  withIpv6 = false,
): Promise<PlainCluster> {
  const docker = new Docker();
  const name = `kc-plain-${randomBytes(3).toString("hex")}`;
  const image = await nodeImage(docker);
  await createNetwork(engine, name, {}, withIpv6);
  const counts = new Map<string, number>();
  for (const role of roles) {
    const count = (counts.get(role) ?? 0) + 1;
    counts.set(role, count);
    const container = `${name}-${role}${count === 1 ? "" : count}`;
    await engine.containers.start({
      name: container,
      Hostname: container,
      Image: image,
      Entrypoint: ["sleep", "infinity"],
      Labels: { [kindClusterLabel]: name, [kindRoleLabel]: role },
      HostConfig: { NetworkMode: name, Privileged: true, Init: true },
    });
  }
  const unknown = { topology: "", profile: "", kubernetes: "", kind: "", nodeImage: image };
  return {
    cluster: { name, network: name, ...unknown, nodes: await findNodes(engine, name, name) },
    [Symbol.asyncDispose]: async () => {
      const left = (await labelledContainers(engine, name)).filter((one) => whyNotOwn(one) === undefined);
      for (const { id } of left) await engine.containers.remove(id);
      await engine.networks.remove(name);
    },
  };
}

/** A cluster of one plain worker, and where a fault works on it. */
export interface PlainWorker extends PlainCluster {
  readonly node: Node;
  readonly context: FaultContext;
}

/** Makes a cluster of one plain worker; it is removed when it is disposed of. */
export async function plainWorker(engine: Engine): Promise<PlainWorker> {
  const plain = await plainCluster(engine, ["worker"]);
  const { cluster } = plain;
  const [node] = cluster.nodes;
  if (node === undefined) throw new Error("no node");
  return { ...plain, node, context: { node, targets: [node], cluster } };
}

/** The newest image of a node that is on the engine. */
export async function nodeImage(docker: Docker): Promise<string> {
  const images = await docker.listImages();
  const tags = images.flatMap(({ RepoTags }) => RepoTags ?? []);
  const found = tags.find((tag) => /^kind-chaos\/node:|^kindest\/node:/.test(tag));
  if (found === undefined) throw new Error("no node image: run npx kind-chaos setup");
  return found;
}
