import { isPlainMap } from "./patch-text.ts";

type Json = Record<string, unknown>;

/**
 * A document with a merge patch applied, as kind does it (pkg/internal/patch/kubeadm_merge.go): RFC 7386, but that
 * arguments of v1beta4 are merged by their names and certSANs are added. A patch that writes arguments as a map for
 * v1beta4 counts where it names no apiVersion; where it does, kind passes those arguments over.
 */
export function withMergePatch(target: Json, patch: Json): Json {
  const into = structuredClone(target);
  const rest = structuredClone(patch);
  const isList = String(target.apiVersion).endsWith("v1beta4");
  takeOut(into, rest, isList, versionOf(patch) === "");
  return merged(into, rest) as Json;
}

function versionOf(patch: Json): string {
  return typeof patch.apiVersion === "string" ? patch.apiVersion : "";
}

/** Merges what is not merged as JSON is, and takes it out of the patch. */
function takeOut(target: Json, patch: Json, isList: boolean, mapsCount: boolean): void {
  for (const [key, value] of Object.entries(patch)) {
    if (key === "extraArgs" || key === "kubeletExtraArgs") {
      if (!isList) continue;
      target[key] = orNull(mergedArgs(target[key], Array.isArray(value) || mapsCount ? value : []), target[key]);
      delete patch[key];
    } else if (key === "certSANs") {
      target[key] = orNull([...new Set([target[key], value].filter(Array.isArray).flat())], target[key]);
      delete patch[key];
    } else if (isPlainMap(value)) {
      if (target[key] === undefined) target[key] = {};
      const inner = target[key];
      if (isPlainMap(inner)) takeOut(inner, value, isList, mapsCount);
    }
  }
}

function mergedArgs(before: unknown, patch: unknown): unknown[] {
  const args = argsOf(before).map((arg) => (isPlainMap(arg) ? { ...arg } : arg));
  for (const arg of argsOf(patch)) {
    if (!isPlainMap(arg) || typeof arg.name !== "string") continue;
    const { name, value } = arg;
    const index = args.findIndex((one) => isPlainMap(one) && one.name === name);
    if (index >= 0 && (value === null || value === undefined)) args.splice(index, 1);
    else if (index >= 0) (args[index] as Json).value = value;
    else if (value !== null && value !== undefined) args.push({ name, value });
  }
  return args;
}

function argsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isPlainMap(value) ? Object.entries(value).map(([name, one]) => ({ name, value: one })) : [];
}

/** Go writes a list that was never there as null. */
function orNull(list: readonly unknown[], before: unknown): readonly unknown[] | null {
  return list.length === 0 && !Array.isArray(before) && !isPlainMap(before) ? null : list;
}

/** RFC 7386. */
function merged(target: unknown, patch: unknown): unknown {
  if (!isPlainMap(patch)) return patch;
  const into: Json = isPlainMap(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete into[key];
    else into[key] = merged(into[key], value);
  }
  return into;
}
