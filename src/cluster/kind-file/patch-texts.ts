import type { KindConfig } from "../../model/topology.ts";
import { jsonPatchOperations, mergePatches } from "./kubeadm-config.ts";
import { KindFileProblem } from "./problem.ts";
import type { Fault } from "./validate.ts";

/** Patches of kubeadm's configuration that are none, whatever they are applied to; with the place of each. */
export function patchTextFaults(config: KindConfig): Fault[] {
  const owners = [{ patches: config, path: [] as PropertyKey[] }].concat(
    config.nodes.map((node, index) => ({ patches: node as unknown as KindConfig, path: ["nodes", index] })),
  );
  return owners.flatMap(({ patches, path }) => [
    ...(patches.kubeadmConfigPatches ?? []).flatMap((text, index) =>
      faultOf([...path, "kubeadmConfigPatches", index], () => void mergePatches(text)),
    ),
    ...(patches.kubeadmConfigPatchesJSON6902 ?? []).flatMap(({ patch }, index) =>
      faultOf([...path, "kubeadmConfigPatchesJSON6902", index, "patch"], () => void jsonPatchOperations(patch)),
    ),
  ]);
}

function faultOf(path: readonly PropertyKey[], read: () => void): Fault[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof KindFileProblem)) throw error;
    return [{ path, reason: error.message }];
  }
}
