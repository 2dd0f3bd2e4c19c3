import type { Cluster, Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { Roles, TargetDefinition, TargetParams, TargetSpec } from "../model/target.ts";
import { isFound } from "./define-target.ts";

/** The parameters of a target, without its role. */
export function paramsOf({ role: _, ...params }: TargetSpec): TargetParams {
  return params;
}

/** The role of a name, from its file; which names there are was checked before. */
export async function loadTarget(role: string): Promise<TargetDefinition> {
  const module: { default: TargetDefinition } = await import(`./roles/${role}.ts`);
  return module.default;
}

/** A target in words: "the etcd leader". */
export async function describeTarget(target: TargetSpec): Promise<string> {
  return (await loadTarget(target.role)).describe(paramsOf(target));
}

/** The nodes that a target's role means now. Throws PlatformError "no-target" when nobody has the role. */
export async function resolveTarget(
  target: TargetSpec,
  cluster: Cluster,
  roles: Roles,
  seed: number,
): Promise<readonly Node[]> {
  const definition = await loadTarget(target.role);
  const params = paramsOf(target);
  const found = await definition.resolve(params, cluster, roles, seed);
  if (isFound(found)) return found;
  throw new PlatformError("no-target", `${definition.describe(params)}: ${found}`);
}
