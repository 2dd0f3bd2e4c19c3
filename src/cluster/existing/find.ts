import { kindClusterLabel, whyNotOwn } from "../../host/docker/own-containers.ts";
import type { Engine } from "../../host/engine.ts";
import { controlPlanes, type Node } from "../../model/cluster.ts";
import { UsageError } from "../../model/errors.ts";
import { findNodes } from "../nodes.ts";
import { notedOf } from "./adoption.ts";
import { topologyOf } from "./described.ts";
import type { ExistingCluster } from "./existing-cluster.ts";

/** Where a node says of itself which Kubernetes it has, and how kubeadm starts its kubelet; kind writes the former. */
const files = {
  version: "/kind/version",
  apiServer: "/etc/kubernetes/manifests/kube-apiserver.yaml",
  kubelet: "/var/lib/kubelet/kubeadm-flags.env",
  anyShell: "/bin/sh",
} as const;

/** A cluster by the name that kind knows it by, looked at and not touched; throws UsageError where it cannot be used. */
export async function findExisting(engine: Engine, name: string): Promise<ExistingCluster> {
  const { network, nodes } = await findContainers(engine, name);
  const noted = await notedOf(engine, name, nodes);
  // What a run that died has left resting is healed before the next one on it.
  if (noted === undefined) await mustRun(engine, name, nodes);
  const planes = controlPlanes({ nodes });
  const [first] = planes;
  if (first === undefined) throw refused(name, "lacks a control plane");
  const [version, apiServers, kubelets, details, balancer, pins] = await Promise.all([
    textOf(engine, first, files.version),
    Promise.all(planes.map((node) => textOf(engine, node, files.apiServer))),
    Promise.all(nodes.map(async (node) => [node.short, await textOf(engine, node, files.kubelet)] as const)),
    engine.containers.details(first.name),
    balancerImage(engine, name, nodes),
    engine.networks.pins(network),
  ]);
  const kubernetes = versionIn(name, version.trim(), apiServers).replace(/^v/, "");
  if (!/^\d+\.\d+\.\d+/.test(kubernetes)) throw refused(name, `does not say its version in ${files.version}`);
  const topology = topologyOf(name, nodes, {
    apiServer: apiServers.find((text) => text !== "") ?? "",
    kubelets: Object.fromEntries(kubelets),
  });
  if ("problem" in topology) throw refused(name, topology.problem);
  const { image: nodeImage, imageId: nodeImageId } = details;
  return { name, network, pins: pins ?? noted?.pins, nodes, kubernetes, nodeImage, nodeImageId, ...balancer, topology };
}

/**
 * The version that the API servers' images have, else the node image's: who upgrades a cluster leaves the latter as it
 * was. A manifest that a fault has moved away tells none.
 */
function versionIn(name: string, ofImage: string, manifests: readonly string[]): string {
  const told = manifests.map((text) => /\/kube-apiserver(?:-\w+)?:([^\s"'@]+)/.exec(text)?.[1]?.replace("_", "+"));
  const versions = [...new Set(told.filter((version) => version !== undefined))].toSorted();
  if (versions.length > 1) throw refused(name, `has API servers of ${versions.join(" and ")}: end its upgrade first`);
  return versions[0] ?? ofImage;
}

/** The containers of a cluster and the one network that they were made for. */
async function findContainers(engine: Engine, name: string): Promise<Pick<ExistingCluster, "network" | "nodes">> {
  const all = await engine.containers.labelled(kindClusterLabel);
  const own = all.filter(({ labels }) => labels[kindClusterLabel] === name);
  if (own.length === 0) {
    const names = [...new Set(all.map(({ labels }) => labels[kindClusterLabel]))].toSorted();
    throw new UsageError(`--cluster ${name}: kind has no such cluster on this engine; it has ${listed(names)}`);
  }
  if (own.some((container) => whyNotOwn(container) === undefined))
    throw new UsageError(`--cluster ${name}: kind-chaos made that cluster: take it with --reuse --name ${name}`);
  const networks = [...new Set(own.map(({ network }) => network))];
  const [network] = networks;
  if (networks.length > 1 || network === undefined)
    throw refused(name, `has containers of several networks: ${listed(networks)}`);
  return { network, nodes: await findNodes(engine, name, network) };
}

async function mustRun(engine: Engine, name: string, nodes: readonly Node[]): Promise<void> {
  const states = await Promise.all(nodes.map(async (node) => ({ node, ...(await engine.inspect(node.name)) })));
  const resting = states.filter(({ running, paused }) => !running || paused).map(({ node }) => node.name);
  if (resting.length > 0) throw refused(name, `is not whole: ${listed(resting)} does not run, or is paused`);
}

/** The load balancer's image; a fault needs a shell in it to be seen to be gone. */
async function balancerImage(engine: Engine, name: string, nodes: readonly Node[]) {
  const balancer = nodes.find(({ role }) => role === "load-balancer");
  if (balancer === undefined) return {};
  const { image } = await engine.containers.details(balancer.name);
  if ((await textOf(engine, balancer, files.anyShell)) === "")
    throw refused(name, `has a load balancer without a shell (${image}), in which nothing can be seen`);
  return { loadBalancerImage: image };
}

/** A file of a container; "" where there is none. */
function textOf(engine: Engine, { name }: Node, path: string): Promise<string> {
  return engine.containers.file(name, path).catch(() => "");
}

function refused(name: string, why: string): UsageError {
  return new UsageError(`--cluster ${name}: that cluster ${why}`);
}

function listed(names: readonly (string | undefined)[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
