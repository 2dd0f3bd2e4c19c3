import type { KindConfig } from "../model/topology.ts";
import { type PlannedArguments, plannedArguments } from "./kind-file/component-arguments.ts";
import { isPlainMap } from "./kind-file/patch-text.ts";

const components = {
  apiServer: "kube-apiserver",
  controllerManager: "kube-controller-manager",
  scheduler: "kube-scheduler",
} as const;

/**
 * The timings that a configuration sets itself and that a profile's patches have otherwise, each in words: "kubelet
 * nodeStatusUpdateFrequency 20s, 4s with the profile". Throws KindFileProblem where patches cannot be applied.
 */
export function replacedTimings(config: KindConfig, patches: readonly object[], kubernetes: string): string[] {
  const found = plannedArguments(config, kubernetes);
  return wantedBy(patches).flatMap(({ owner, key, value }) => {
    const own = timingOf(found, owner, key);
    return own === undefined || own === value ? [] : [`${owner} ${key} ${own}, ${value} with the profile`];
  });
}

/** The timings of a profile's patches that would not arrive: a later patch of the file counts more. */
export function timingsThatLose(config: KindConfig, patches: readonly object[], kubernetes: string): string[] {
  const found = plannedArguments(config, kubernetes);
  return wantedBy(patches).flatMap(({ owner, key, value }) =>
    timingOf(found, owner, key) === value ? [] : [`${owner} ${key}`],
  );
}

/** One timing that a profile sets. */
interface Wanted {
  readonly owner: (typeof components)[keyof typeof components] | "kubelet";
  readonly key: string;
  readonly value: string;
}

function wantedBy(patches: readonly object[]): Wanted[] {
  return patches.flatMap((patch) =>
    Object.entries(patch).flatMap(([name, value]): Wanted[] => {
      if (name === "kind") return [];
      if (!(name in components)) return [{ owner: "kubelet", key: name, value: String(value) }];
      const owner = components[name as keyof typeof components];
      const args = isPlainMap(value) && isPlainMap(value.extraArgs) ? value.extraArgs : {};
      return Object.entries(args).map(([key, one]) => ({ owner, key, value: String(one) }));
    }),
  );
}

/** Kebab case of the kubelet's flag for what its configuration calls in camel case. */
const kubeletFlags: Readonly<Record<string, string>> = { nodeStatusUpdateFrequency: "node-status-update-frequency" };

function timingOf(found: PlannedArguments, owner: Wanted["owner"], key: string): string | undefined {
  if (owner !== "kubelet") return found[owner][key];
  const flag = found.kubelet[kubeletFlags[key] ?? ""];
  const value = found.kubeletConfiguration[key];
  return flag ?? (value === undefined ? undefined : String(value));
}
