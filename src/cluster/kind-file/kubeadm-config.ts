import { applyPatch, type Operation } from "rfc6902";
import { messageOf } from "../../model/errors.ts";
import type { JsonPatch, KindConfig, KindNode } from "../../model/topology.ts";
import { withMergePatch } from "./kubeadm-merge.ts";
import { type KubeadmDocument, kubeadmTemplate } from "./kubeadm-template.ts";
import { isPlainMap, jsonOf, splitDocuments } from "./patch-text.ts";
import { KindFileProblem } from "./problem.ts";

type Json = Record<string, unknown>;
type Patches = Pick<KindConfig, "kubeadmConfigPatches" | "kubeadmConfigPatchesJSON6902">;

/** The names that kind gives nodes, without the cluster's: it counts each role, and the first has no number. */
export function shortNames(nodes: readonly Pick<KindNode, "role">[]): string[] {
  const counts = { "control-plane": 0, worker: 0 };
  return nodes.map(({ role }) => {
    const number = ++counts[role];
    return number === 1 ? role : `${role}${number}`;
  });
}

/**
 * kubeadm's documents on a node with all patches applied, those of the cluster first, as kind 0.33 does it. Throws
 * KindFileProblem with the place of a patch that kind could not apply.
 */
export function kubeadmConfig(config: KindConfig, index: number, kubernetes: string): KubeadmDocument[] {
  const node = config.nodes[index];
  if (node === undefined) throw new Error(`there is no node ${index}`);
  const { role, labels = {} } = node;
  const short = shortNames(config.nodes)[index] ?? "";
  const template = kubeadmTemplate({ config, role, short, labels, kubernetes });
  return patched(patched(template, config, []), node, ["nodes", index]);
}

function patched(
  documents: readonly KubeadmDocument[],
  patches: Patches,
  path: readonly PropertyKey[],
): KubeadmDocument[] {
  const merges = (patches.kubeadmConfigPatches ?? []).flatMap((text, index) => {
    const at = [...path, "kubeadmConfigPatches", index];
    return located(at, () => mergePatches(text).map((patch) => ({ patch, at })));
  });
  const others = (patches.kubeadmConfigPatchesJSON6902 ?? []).map((patch, index) => {
    const at = [...path, "kubeadmConfigPatchesJSON6902", index];
    return located([...at, "patch"], () => ({ patch, at, operations: jsonPatchOperations(patch.patch) }));
  });
  return documents.map((document) => {
    const withMerges = merges
      .filter(({ patch }) => matches(document, patch.kind, patch.apiVersion))
      .reduce<Json>((before, { patch, at }) => located(at, () => withMergePatch(before, patch.json)), document);
    return others
      .filter(({ patch }) => matches(document, patch.kind, apiVersionOf(patch)))
      .reduce<Json>(
        (before, { operations, at }) => located([...at, "patch"], () => withOperations(before, operations)),
        withMerges,
      ) as KubeadmDocument;
  });
}

function matches(document: KubeadmDocument, kind: string, apiVersion: string): boolean {
  return document.kind === kind && (apiVersion === "" || document.apiVersion === apiVersion);
}

function apiVersionOf({ group, version }: JsonPatch): string {
  return group === "" ? version : `${group}/${version}`;
}

/** A merge patch, and which of kubeadm's documents it is for; of any version where it names none. */
interface MergePatch {
  readonly kind: string;
  readonly apiVersion: string;
  readonly json: Json;
}

/** The merge patches in the text of one; throws KindFileProblem where kind could not read them. */
export function mergePatches(text: string): MergePatch[] {
  return splitDocuments(text).map((one) => mergePatchOf(jsonOf(one)));
}

/** Go matches the two keys in any spelling, and the last in order counts. */
function mergePatchOf(value: unknown): MergePatch {
  const json = value === null ? {} : value;
  if (!isPlainMap(json)) throw new KindFileProblem([], "is no map: a patch is a part of one of kubeadm's documents");
  const textAt = (wanted: string) => {
    const keys = Object.keys(json).filter((key) => key.toLowerCase() === wanted.toLowerCase());
    const found =
      keys
        .toSorted()
        .map((key) => json[key])
        .at(-1) ?? "";
    if (isPlainMap(found) || Array.isArray(found)) throw new KindFileProblem([], `has a ${wanted} that is no text`);
    return String(found);
  };
  return { kind: textAt("kind"), apiVersion: textAt("apiVersion"), json };
}

/** The operations of a JSON 6902 patch, which is YAML or JSON; throws KindFileProblem where it is none. */
export function jsonPatchOperations(text: string): Operation[] {
  const value = jsonOf(text);
  if (value === null) return [];
  if (Array.isArray(value) && value.every(isPlainMap)) return value as unknown as Operation[];
  throw new KindFileProblem([], "is no list of JSON 6902 operations");
}

function withOperations(document: Json, operations: readonly Operation[]): Json {
  const result = structuredClone(document);
  for (const operation of operations) {
    const problem = problemOf(result, operation);
    if (problem !== undefined)
      throw new KindFileProblem([], `${operation.op} ${String(operation.path)} cannot be applied: ${problem}`);
  }
  return result;
}

function problemOf(document: Json, operation: Operation): string | undefined {
  try {
    const [error] = applyPatch(document, [structuredClone(operation)]);
    return error === null || error === undefined ? undefined : messageOf(error);
  } catch (error) {
    return messageOf(error);
  }
}

function located<Value>(path: readonly PropertyKey[], make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof KindFileProblem && error.path.length === 0) throw new KindFileProblem(path, error.message);
    throw error;
  }
}
