import { createHash } from "node:crypto";
import { parse } from "yaml";
import type { Engine } from "../host/engine.ts";
import { balancers, type Cluster, controlPlanes, etcdNodes, type Node } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { leaves } from "../model/leaves.ts";
import type { LoadBalancerSettings, Settings, VirtualAddressSettings } from "../model/settings.ts";
import { commandLines, parseCommandLines } from "./component-flags.ts";
import { parseEnvoy, parseHaproxy } from "./load-balancer-config.ts";
import { settingsFrom } from "./settings.ts";
import { readLiveness, staticPods } from "./static-pods.ts";
import { keepalivedFile, parseKeepalived } from "./virtual-address/balancer-files.ts";

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
  const [loadBalancer, virtualAddress, own, { etcd }] = await Promise.all([
    readLoadBalancer(engine, cluster),
    readVirtualAddress(engine, cluster),
    told(first),
    member === first ? { etcd: "" } : told(member),
  ]);
  const base = { ...own, etcd: own.etcd || etcd };
  const settings = {
    ...settingsOf(base, loadBalancer),
    ...(virtualAddress === undefined ? {} : { virtualAddress }),
  };
  const others = cluster.nodes.filter((node) => node !== first && node !== member && !isBalancer(node));
  const looks = await Promise.allSettled(
    others.map(async (node) =>
      differences(settings, { ...settings, ...settingsOf(filled(await told(node), base), loadBalancer) }),
    ),
  );
  const differing = looks.flatMap((look, index) => {
    const node = others[index]?.short ?? "";
    if (look.status === "rejected") return [`not known of ${node}: ${messageOf(look.reason)}`];
    return look.value.map(([path, is, was]) => {
      const elsewhere = path.startsWith("etcd.") ? member : first;
      return `${path} is ${is} on ${node} and ${was} on ${elsewhere.short}`;
    });
  });
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

async function readFrom(engine: Executing, node: string, script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await engine.exec(node, ["sh", "-c", script]);
  if (exitCode === 0) return stdout;
  throw new PlatformError("settings", `${node} did not tell its settings (exit code ${exitCode}): ${stderr.trim()}`);
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

async function readLoadBalancer(engine: Executing, { nodes }: Cluster): Promise<LoadBalancerSettings | undefined> {
  // Of two with a virtual address kind's own one only passes connections on.
  const balancer = balancers({ nodes })[0] ?? nodes.find((node) => node.role === "load-balancer");
  if (balancer === undefined) return undefined;
  const [envoy, haproxy] = await Promise.all(
    ["/home/envoy/cds.yaml", "/usr/local/etc/haproxy/haproxy.cfg"].map((file) =>
      readFrom(engine, balancer.name, `cat ${file} 2>/dev/null || true`),
    ),
  );
  const parsed = parseEnvoy(envoy ?? "") ?? parseHaproxy(haproxy ?? "");
  if (parsed !== undefined) return { ...parsed, digest: digestOf(envoy || haproxy || "") };
  throw new PlatformError("settings", `${balancer.name} has neither kind's Envoy nor its HAProxy configuration`);
}

async function readVirtualAddress(engine: Executing, cluster: Cluster): Promise<VirtualAddressSettings | undefined> {
  const pair = balancers(cluster);
  if (pair.length === 0) return undefined;
  const texts = await Promise.all(pair.map(({ name }) => readFrom(engine, name, `cat ${keepalivedFile}`)));
  const parsed = parseKeepalived(texts);
  if (parsed !== undefined) return parsed;
  throw new PlatformError("settings", `${pair[0]?.name} has no configuration of keepalived that can be read`);
}

/** So many characters of a SHA-256 tell configurations of one load balancer apart. */
function digestOf(configuration: string): string {
  return createHash("sha256").update(configuration).digest("hex").slice(0, 16);
}
