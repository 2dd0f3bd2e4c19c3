import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../host/cache-folder.ts";
import { run } from "../../host/command.ts";
import { PlatformError } from "../../model/errors.ts";
import { imageExists } from "../images/docker-image.ts";
import {
  canBuildLoadBalancer,
  KIND_VERSION,
  kindProblem,
  loadBalancerImageOf,
  parseKindVersion,
} from "./kind-versions.ts";

/** A kind that can be used. */
export interface Kind {
  readonly path: string;
  readonly version: string;
}

/** What was found on PATH, good or not. */
export interface KindOnPath extends Kind {
  /** Why it is not used. */
  readonly problem: string | undefined;
}

/** Where this project keeps a kind of its own. */
export function ownKindPath(): string {
  return join(cacheFolder(), "kind", KIND_VERSION, "kind");
}

/** The kind on PATH, and whether it can be used for a Kubernetes version; undefined when there is none. */
export async function kindOnPath(kubernetesVersion?: string): Promise<KindOnPath | undefined> {
  const version = await versionOf("kind");
  if (version === undefined) return undefined;
  const problem = kindProblem(version, kubernetesVersion) ?? (await loadBalancerProblem(version, kubernetesVersion));
  return { path: "kind", version, problem };
}

/** An older kind starts another load balancer, which only a registry has: without that image it is of no use. */
async function loadBalancerProblem(version: string, kubernetesVersion?: string): Promise<string | undefined> {
  if (kubernetesVersion === undefined || canBuildLoadBalancer(version)) return undefined;
  const image = loadBalancerImageOf(version);
  return (await imageExists(image)) ? undefined : `its load balancer image ${image} is not there`;
}

/**
 * The kind to use for a Kubernetes version: the one on PATH where it fits, else this project's own; undefined when
 * neither is there.
 */
export async function findKindFor(kubernetesVersion?: string): Promise<Kind | undefined> {
  const found = await kindOnPath(kubernetesVersion);
  if (found !== undefined && found.problem === undefined) return { path: found.path, version: found.version };
  return existsSync(ownKindPath()) ? { path: ownKindPath(), version: KIND_VERSION } : undefined;
}

async function versionOf(path: string): Promise<string | undefined> {
  try {
    const result = await run([path, "version"], { timeoutMs: 10_000 });
    return result.exitCode === 0 ? parseKindVersion(result.stdout) : undefined;
  } catch (error) {
    if (error instanceof PlatformError && error.code === "command-missing") return undefined;
    throw error;
  }
}
