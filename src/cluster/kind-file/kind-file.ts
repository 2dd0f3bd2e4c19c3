import type { JsonPatch, KindConfig, KindNode, KindPortMapping } from "../../model/topology.ts";
import { decode } from "./decode.ts";
import { KindFileProblem } from "./problem.ts";
import { clusterShape, typeShape } from "./schema.ts";
import { refusedByKind } from "./validate.ts";
import { followed, isMergeKey, readYamlTree, type YamlNode } from "./yaml-tree.ts";

/** A kind file as kind decodes it, and where what stands in it. */
export interface KindFile {
  readonly config: KindConfig;
  /** The line of what stands at a path, from 1; of the nearest that there is where nothing stands there. */
  lineOf(path: readonly PropertyKey[]): number;
}

const apiVersion = "kind.x-k8s.io/v1alpha4";

/**
 * Reads the text of a kind file and takes or refuses it as `kind create cluster` does before it makes anything. Throws
 * KindFileProblem, always with a line.
 */
export function readKindFile(text: string): KindFile {
  const tree = readYamlTree(text);
  const lineOf = (path: readonly PropertyKey[]) => (tree === undefined ? 1 : lineIn(tree, path));
  try {
    const type = (tree === undefined ? {} : (decode(tree, typeShape) ?? {})) as { kind?: string; apiVersion?: string };
    if (type.kind !== "Cluster") throw new KindFileProblem(["kind"], "must be Cluster");
    if (type.apiVersion !== apiVersion) throw new KindFileProblem(["apiVersion"], `must be ${apiVersion}`);
    const config = configOf(decode(tree as YamlNode, clusterShape) as Decoded);
    const fault = refusedByKind(config);
    if (fault !== undefined) throw new KindFileProblem(fault.path, fault.reason);
    return { config, lineOf };
  } catch (error) {
    if (!(error instanceof KindFileProblem) || error.line !== undefined) throw error;
    throw new KindFileProblem(error.path, error.message, lineOf(error.path));
  }
}

type Decoded = Omit<KindConfig, "nodes"> & { readonly nodes?: readonly Partial<KindNode>[] };

/** What was decoded without what is empty, and with the nodes that kind puts in where there are none. */
function configOf(decoded: Decoded): KindConfig {
  const nodes = (decoded.nodes ?? []).map((node) => filled(nodeOf(node)));
  const networking = decoded.networking && filled(decoded.networking, ["dnsSearch"]);
  const kubeadmConfigPatchesJSON6902 = decoded.kubeadmConfigPatchesJSON6902?.map(jsonPatchOf);
  const rest = filled({ ...decoded, nodes, networking, kubeadmConfigPatchesJSON6902 });
  return { ...rest, nodes: nodes.length === 0 ? [{ role: "control-plane" }] : nodes } as KindConfig;
}

function nodeOf(node: Partial<KindNode>): KindNode {
  const mappings = node.extraPortMappings?.map((mapping): KindPortMapping => {
    const protocol = mapping.protocol?.toUpperCase();
    return filled({ ...mapping, protocol }) as KindPortMapping;
  });
  const mounts = node.extraMounts?.map((mount) => filled(mount));
  const jsonPatches = node.kubeadmConfigPatchesJSON6902?.map(jsonPatchOf);
  const role = node.role || "control-plane";
  return {
    ...node,
    role,
    extraPortMappings: mappings,
    extraMounts: mounts,
    kubeadmConfigPatchesJSON6902: jsonPatches,
  } as KindNode;
}

function jsonPatchOf(patch: Partial<JsonPatch>): JsonPatch {
  return { group: "", version: "", kind: "", patch: "", ...patch };
}

/** Without empty texts, lists and maps, zeros and falses, but for these keys. */
function filled<Fields extends object>(fields: Fields, kept: readonly string[] = []): Fields {
  const entries = Object.entries(fields).filter(([key, value]) =>
    kept.includes(key) ? value !== undefined : !isEmpty(value),
  );
  return Object.fromEntries(entries) as Fields;
}

function isEmpty(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === "" || value === 0 || value === false;
}

function lineIn(root: YamlNode, path: readonly PropertyKey[]): number {
  let node = root;
  for (const part of path) {
    const next = childOf(node, part);
    if (next === undefined) break;
    node = next;
  }
  return node.line;
}

function childOf(alias: YamlNode, part: PropertyKey): YamlNode | undefined {
  const node = followed(alias);
  if (node.is === "list") return node.items[Number(part)];
  if (node.is !== "map") return undefined;
  const entry = node.entries.find(({ key }) => key.is === "scalar" && key.text === part);
  return entry?.value ?? node.entries.filter(({ key }) => isMergeKey(key)).map(({ value }) => childOf(value, part))[0];
}
