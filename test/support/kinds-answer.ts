import { networkingOf } from "../../src/cluster/kind-file/defaults.ts";
import { readKindFile } from "../../src/cluster/kind-file/kind-file.ts";
import { kubeadmConfig, shortNames } from "../../src/cluster/kind-file/kubeadm-config.ts";
import { KindFileProblem } from "../../src/cluster/kind-file/problem.ts";
import { textOf } from "../../src/cluster/kind-file/text-encoding.ts";
import type { KindConfig } from "../../src/model/topology.ts";
import type { KindsAnswer } from "../../tools/kind-oracle.ts";

/** kind 0.33's own node image (pkg/apis/config/defaults/image.go). */
const defaultImage = "kindest/node:v1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5";

type Json = Readonly<Record<string, unknown>>;

/** What the harness makes of a file, in the form in which the oracle answers, for the versions that it answered for. */
export function ownAnswer(bytes: Uint8Array, { file, kubeadm }: KindsAnswer): KindsAnswer {
  const config = refusedOr(() => readKindFile(textOf(bytes)).config);
  if (typeof config === "string") return { file, refused: config };
  const versions = Object.keys(kubeadm ?? {});
  const own = { file, cluster: clusterOf(config) };
  if (versions.length === 0) return own;
  return { ...own, kubeadm: Object.fromEntries(versions.map((version) => [version, documentsOf(config, version)])) };
}

/** Of a refusal only that it is one: each has words of its own. Lists of arguments in one order: Go's maps have none. */
export function comparable({ file, refused, cluster, kubeadm }: KindsAnswer): unknown {
  if (refused !== undefined) return { file, refused: true };
  const labels = Math.max(0, ...(cluster?.nodes ?? []).map(({ labels: own }) => Object.keys(own ?? {}).length));
  const nodes = Object.entries(kubeadm ?? {}).map(([version, byNode]) => [
    version,
    Object.entries(byNode).map(([name, one]) => [
      name,
      one.refused === undefined ? sorted(one.documents, labels > 1) : true,
    ]),
  ]);
  return JSON.parse(JSON.stringify({ file, cluster: sorted(cluster, false), nodes }));
}

function clusterOf({ kind: _, apiVersion: __, ...config }: KindConfig): NonNullable<KindsAnswer["cluster"]> {
  const nodes = config.nodes.map((node) => ({ image: defaultImage, ...node })) as unknown as Json[];
  return { name: "kind", ...config, networking: networkingOf(config), nodes };
}

function documentsOf(config: KindConfig, version: string): NonNullable<KindsAnswer["kubeadm"]>[string] {
  const entries = shortNames(config.nodes).map((name, index) => {
    const documents = refusedOr(() => kubeadmConfig(config, index, version));
    return [name, typeof documents === "string" ? { refused: documents } : { documents }] as const;
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function refusedOr<Value extends object>(make: () => Value): Value | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof KindFileProblem) return error.message;
    throw error;
  }
}

/** With keys and lists of arguments in order, and without what Go leaves out; several labels are in no order at all. */
function sorted(value: unknown, withoutLabels: boolean): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => sorted(item, withoutLabels)) as (Json | undefined)[];
    const isArguments = items.length > 0 && items.every((item) => typeof item?.name === "string");
    return isArguments ? items.toSorted((a, b) => (String(a?.name) < String(b?.name) ? -1 : 1)) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const map = value as Json;
  const entries = Object.entries(map)
    .filter(([key, one]) => !(one === 0 || one === undefined || (one === false && key === "disableDefaultCNI")))
    .map(([key, one]) => {
      const isLabels = key === "node-labels" || (key === "value" && map.name === "node-labels");
      return [key, withoutLabels && isLabels ? "" : sorted(one, withoutLabels)] as const;
    });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
