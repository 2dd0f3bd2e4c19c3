import { parse } from "yaml";
import type { Engine } from "../host/engine.ts";
import { type Cluster, controlPlanes, etcdNodes, type Node } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { leaves } from "../model/leaves.ts";
import type { LoadBalancerSettings, Settings } from "../model/settings.ts";
import { commandLines, parseCommandLines } from "./component-flags.ts";
import { readBalancers } from "./read-balancers.ts";
import { readFrom } from "./read-from.ts";
import { settingsFrom } from "./settings.ts";
import { readLiveness, staticPods } from "./static-pods.ts";

type Executing = Pick<Engine, "exec">;

/** What a node tells of its settings, as it stands there; "" where it has none of the kind. */
interface Told {
  readonly etcd: string;
  /** The command lines of the other components. */
  readonly commands: string;
  /** Of its static pods. */
  readonly manifests: string;
  readonly kubelet: string;
}

/** The settings of a running cluster. */
interface ReadSettings {
  readonly settings: Settings;
  /** Whether every node told its own; those that did not are named in what differs. */
  readonly whole: boolean;
}

/**
 * The settings of the running cluster: command lines and kubelet configuration of its first control plane, etcd's of its
 * first member, its load balancer's own files; and what other nodes have otherwise. Throws PlatformError where one of the
 * first could not be read: a setting that nobody saw is not the default.
 */
export async function readSettings(engine: Executing, cluster: Cluster): Promise<ReadSettings> {
  const [first] = controlPlanes(cluster);
  const [member] = etcdNodes(cluster);
  if (first === undefined || member === undefined)
    throw new PlatformError("settings", `${cluster.name} has no control plane`);
  const told = (node: Node) => toldBy(engine, cluster, node);
  const [[balancer, ...furtherBalancers], own, { etcd }] = await Promise.all([
    readBalancers(engine, cluster),
    told(first),
    member === first ? { etcd: "" } : told(member),
  ]);
  const base = { ...own, etcd: own.etcd || etcd };
  const loadBalancer = balancer?.settings.loadBalancer;
  const settings: Settings = { ...settingsOf(base, loadBalancer), ...balancer?.settings };
  const others = cluster.nodes.filter((node) => node !== first && node !== member && !isBalancer(node));
  const looks = await Promise.allSettled(
    others.map(async (node) =>
      differences(settings, { ...settings, ...settingsOf(filled(await told(node), base), loadBalancer) }),
    ),
  );
  const ofBalancers = furtherBalancers.flatMap(({ short, settings: its }) =>
    differences(settings, { ...settings, ...its }).map(
      ([path, is, was]) => `${path} is ${is} on ${short} and ${was} on ${balancer?.short}`,
    ),
  );
  const ofNodes = looks.flatMap((look, index) => {
    const node = others[index]?.short ?? "";
    if (look.status === "rejected") return [`not known of ${node}: ${messageOf(look.reason)}`];
    return look.value.map(([path, is, was]) => {
      const elsewhere = path.startsWith("etcd.") ? member : first;
      return `${path} is ${is} on ${node} and ${was} on ${elsewhere.short}`;
    });
  });
  const differing = [...ofNodes, ...ofBalancers];
  return { settings: { ...settings, differing }, whole: looks.every(({ status }) => status === "fulfilled") };
}

function isBalancer({ role }: Node): boolean {
  return role === "load-balancer" || role === "balancer";
}

/** What a node told, and of what it does not have what the first of its kind told. */
function filled(own: Told, base: Told): Told {
  return { ...base, ...Object.fromEntries(Object.entries(own).filter(([, text]) => text !== "")) };
}

/** What differs between the settings of two nodes: its path, what the other has, and what the first has. */
function differences(first: Settings, other: Settings): (readonly [string, unknown, unknown])[] {
  const [was, is] = [leaves(first), leaves(other)];
  const paths = new Set([...was.keys(), ...is.keys()]);
  return [...paths]
    .filter((path) => was.get(path) !== is.get(path))
    .map((path) => [path, is.get(path) ?? "nothing", was.get(path) ?? "nothing"]);
}

async function toldBy(engine: Executing, cluster: Cluster, node: Node): Promise<Told> {
  const isMember = etcdNodes(cluster).includes(node);
  const isPlane = node.role === "control-plane";
  const read = async (isThere: boolean, script: string) => (isThere ? readFrom(engine, node.name, script) : "");
  const [etcd, commands, manifests, kubelet] = await Promise.all([
    read(isMember, commandLines("etcd")),
    read(isPlane, commandLines("kube-apiserver", "kube-controller-manager", "kube-scheduler")),
    read(isPlane, staticPods),
    read(node.role !== "etcd", "cat /var/lib/kubelet/config.yaml"),
  ]);
  if (node.role !== "etcd") checkKubelet(kubelet, node.name);
  return { etcd, commands, manifests, kubelet };
}

function checkKubelet(text: string, node: string): void {
  const parsed: { kind?: unknown } | undefined = parse(text);
  if (parsed?.kind === "KubeletConfiguration") return;
  throw new PlatformError("settings", `${node} has no kubelet configuration that can be read`);
}

function settingsOf({ etcd, commands, manifests, kubelet }: Told, loadBalancer: LoadBalancerSettings | undefined) {
  return settingsFrom(
    "running cluster",
    parseCommandLines(`${etcd}\n${commands}`),
    parse(kubelet),
    loadBalancer,
    readLiveness(manifests),
  );
}
