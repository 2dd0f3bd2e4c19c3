import { UsageError } from "../model/errors.ts";
import type { KindConfig, KindNode } from "../model/topology.ts";
import { kubeadmConfig } from "./kind-file/kubeadm-config.ts";
import { isPlainMap } from "./kind-file/patch-text.ts";

/**
 * The configuration with kubeadm told of the patches that node images bring: `folders` has an image's folder of them by
 * the image's name. A control plane whose configuration names an etcd image of its own is left alone. Throws UsageError
 * where it has a folder of patches of its own: kubeadm takes one only.
 */
export function withImagePatches(
  config: KindConfig,
  folders: ReadonlyMap<string, string>,
  kubernetes: string,
): KindConfig {
  return {
    ...config,
    nodes: config.nodes.map((node, index) => {
      const folder = folders.get(node.image ?? "");
      if (node.role !== "control-plane" || folder === undefined) return node;
      const documents = kubeadmConfig(config, index, kubernetes);
      if (documents.some(namesEtcd)) return node;
      for (const document of documents) mustHaveNoOther(document, folder, { ...node, path: `nodes.${index}` });
      return withFolder(node, folder);
    }),
  };
}

function withFolder(node: KindNode, folder: string): KindNode {
  const patches = ["InitConfiguration", "JoinConfiguration"].map(
    (kind) => `kind: ${kind}\npatches:\n  directory: ${folder}\n`,
  );
  return { ...node, kubeadmConfigPatches: [...(node.kubeadmConfigPatches ?? []), ...patches] };
}

function namesEtcd(document: unknown): boolean {
  const local = at(document, ["etcd", "local"]);
  return [at(local, ["imageTag"]), at(local, ["imageRepository"]), at(document, ["imageRepository"])].some(Boolean);
}

function mustHaveNoOther(
  document: unknown,
  folder: string,
  { path, image }: Pick<KindNode, "image"> & { path: string },
) {
  const own = at(document, ["patches", "directory"]);
  if (!own || own === folder) return;
  throw new UsageError(
    `${path}: the kind file has patches of its own in ${own}, and ${image} brings some in ${folder}: leave them out, name etcd.local.imageTag, or take another version of Kubernetes`,
  );
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isPlainMap(inner) ? inner[key] : undefined), value);
}
