import { parseAllDocuments } from "yaml";
import { messageOf, UsageError } from "../model/errors.ts";
import type { KindConfig } from "../model/topology.ts";

/** The documents in the text of one patch, mostly one; throws UsageError where it is no YAML. */
export function documentsOf(text: string): unknown[] {
  try {
    return Array.from(parseAllDocuments(text), (document) => {
      const [problem] = document.errors;
      if (problem !== undefined) throw problem;
      return document.toJS() as unknown;
    });
  } catch (error) {
    // What the parser says shows the text on further lines; a bomb of aliases or depth is thrown too.
    throw new UsageError(`is no YAML: ${messageOf(error).split("\n")[0]}`, { cause: error });
  }
}

/** Where the first patch is that is no YAML, of the whole configuration or of a node, and why; undefined where all are. */
export function brokenPatch({
  kubeadmConfigPatches,
  nodes,
}: KindConfig): { path: readonly PropertyKey[]; reason: string } | undefined {
  const key = "kubeadmConfigPatches";
  const patches = [
    ...(kubeadmConfigPatches ?? []).map((text, index) => ({ text, path: [key, index] })),
    ...nodes.flatMap((node, place) =>
      (node.kubeadmConfigPatches ?? []).map((text, index) => ({ text, path: ["nodes", place, key, index] })),
    ),
  ];
  for (const { text, path } of patches) {
    try {
      documentsOf(text);
    } catch (error) {
      return { path, reason: messageOf(error) };
    }
  }
  return undefined;
}
