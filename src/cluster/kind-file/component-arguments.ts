import type { KindConfig } from "../../model/topology.ts";
import { kubeadmConfig } from "./kubeadm-config.ts";
import type { KubeadmDocument } from "./kubeadm-template.ts";
import { isPlainMap } from "./patch-text.ts";
import { KindFileProblem } from "./problem.ts";
import type { Fault } from "./validate.ts";

/** Arguments by component, as kubeadm will pass them: from the first control plane's documents. */
export interface PlannedArguments {
  readonly etcd: Readonly<Record<string, string>>;
  readonly "kube-apiserver": Readonly<Record<string, string>>;
  readonly "kube-controller-manager": Readonly<Record<string, string>>;
  readonly "kube-scheduler": Readonly<Record<string, string>>;
  /** Of the first control plane's kubelet. */
  readonly kubelet: Readonly<Record<string, string>>;
  readonly kubeletConfiguration: Readonly<Record<string, unknown>>;
  /** What kubeadm is told of an etcd that it does not run itself; undefined where it runs one. */
  readonly externalEtcd: unknown;
}

/**
 * What kubeadm passes to the components of a cluster of this configuration. It takes ClusterConfiguration and
 * KubeletConfiguration from the first control plane, whose own patches count; those of other nodes change nothing there.
 * Throws KindFileProblem where patches cannot be applied.
 */
export function plannedArguments(config: KindConfig, kubernetes: string): PlannedArguments {
  const first = config.nodes.findIndex(({ role }) => role === "control-plane");
  const documents = kubeadmConfig(config, first, kubernetes);
  const cluster = find(documents, "ClusterConfiguration");
  const init = find(documents, "InitConfiguration");
  return {
    etcd: argumentsAt(cluster, ["etcd", "local"]),
    "kube-apiserver": argumentsAt(cluster, ["apiServer"]),
    "kube-controller-manager": argumentsAt(cluster, ["controllerManager"]),
    "kube-scheduler": argumentsAt(cluster, ["scheduler"]),
    kubelet: argumentsAt(init, ["nodeRegistration"], "kubeletExtraArgs"),
    kubeletConfiguration: find(documents, "KubeletConfiguration"),
    externalEtcd: at(cluster, ["etcd", "external"]) ?? undefined,
  };
}

/** The labels that a node's kubelet registers with: those of the file, or what a patch puts in their place. */
export function plannedLabels(config: KindConfig, index: number, kubernetes: string): Record<string, string> {
  const first = config.nodes.findIndex(({ role }) => role === "control-plane");
  const kind = index === first ? "InitConfiguration" : "JoinConfiguration";
  const document = find(kubeadmConfig(config, index, kubernetes), kind);
  const text = argumentsAt(document, ["nodeRegistration"], "kubeletExtraArgs")["node-labels"] ?? "";
  return Object.fromEntries(
    text.split(",").flatMap((pair) => (pair === "" ? [] : [pair.split(/=(.*)/s).slice(0, 2) as [string, string]])),
  );
}

/** Patches that kind could not apply on some node, or whose arguments kubeadm could not read; it says so after minutes. */
export function kubeadmFaults(config: KindConfig, kubernetes: string): Fault[] {
  const first = config.nodes.findIndex(({ role }) => role === "control-plane");
  try {
    for (const index of config.nodes.keys()) {
      const documents = kubeadmConfig(config, index, kubernetes);
      const read = index === first ? ["ClusterConfiguration", "InitConfiguration"] : ["JoinConfiguration"];
      for (const kind of read) {
        const document = documents.find((one) => one.kind === kind);
        if (document === undefined) return [{ path: [], reason: `a patch takes kubeadm's ${kind} away` }];
        const reason = unreadable(document);
        if (reason !== undefined) return [{ path: [], reason: `${reason}, after the patches for node ${index}` }];
      }
    }
    return [];
  } catch (error) {
    if (!(error instanceof KindFileProblem)) throw error;
    return [{ path: error.path, reason: error.message }];
  }
}

const places: readonly (readonly [string, readonly string[], string])[] = [
  ["ClusterConfiguration", ["apiServer"], "extraArgs"],
  ["ClusterConfiguration", ["controllerManager"], "extraArgs"],
  ["ClusterConfiguration", ["scheduler"], "extraArgs"],
  ["ClusterConfiguration", ["etcd", "local"], "extraArgs"],
  ["InitConfiguration", ["nodeRegistration"], "kubeletExtraArgs"],
  ["JoinConfiguration", ["nodeRegistration"], "kubeletExtraArgs"],
];

/** Why kubeadm could not read the arguments in one of its documents: v1beta4 takes a list, v1beta3 a map, both texts only. */
function unreadable(document: KubeadmDocument): string | undefined {
  const isList = document.apiVersion.endsWith("v1beta4");
  for (const [kind, path, key] of places) {
    if (document.kind !== kind) continue;
    const value = at(document, [...path, key]);
    if (value === undefined || value === null) continue;
    const name = `${kind}.${path.join(".")}.${key}`;
    if (Array.isArray(value) !== isList)
      return `${name} must be ${isList ? "a list of names and values" : "a map"} for ${document.apiVersion}`;
    const odd = pairsOf(value).find((pair) => typeof pair[1] !== "string");
    if (odd !== undefined) return `${name}: the value of ${odd[0]} must be a text: quote it`;
  }
  return undefined;
}

function find(documents: readonly KubeadmDocument[], kind: string): Record<string, unknown> {
  return documents.find((document) => document.kind === kind) ?? {};
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isPlainMap(inner) ? inner[key] : undefined), value);
}

function argumentsAt(document: unknown, path: readonly string[], key = "extraArgs"): Record<string, string> {
  const pairs = pairsOf(at(document, [...path, key]));
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}

/** Arguments in either form; of a name that is there twice the last one counts. */
function pairsOf(value: unknown): [string, unknown][] {
  if (isPlainMap(value)) return Object.entries(value);
  if (!Array.isArray(value)) return [];
  return value.filter(isPlainMap).map((arg) => [String(arg.name), arg.value]);
}
