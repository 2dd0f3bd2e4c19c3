import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../host/cache-folder.ts";
import { run } from "../../host/command.ts";
import { PlatformError } from "../../model/errors.ts";
import type { Chosen } from "../versions/image-choice.ts";
import { hasHaproxy, KIND_VERSION, kindProblem, parseKindVersion } from "../versions/kind-versions.ts";

/** What a kind is looked for by: a Kubernetes version that it must fit, and a release where one is asked for. */
export type KindNeed = Partial<Pick<Chosen, "kubernetes" | "kind">>;

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
export function ownKindPath(version: string = KIND_VERSION): string {
  return join(cacheFolder(), "kind", version, "kind");
}

/** The kind on PATH, and whether it can be used for what is needed; undefined when there is none. */
export async function kindOnPath({ kubernetes, kind }: KindNeed = {}): Promise<KindOnPath | undefined> {
  const version = await versionOf("kind");
  if (version === undefined) return undefined;
  if (kind !== undefined && kind !== version)
    return { path: "kind", version, problem: `not the ${kind} that is asked for` };
  const unasked = kind === undefined && kubernetes !== undefined && hasHaproxy(version);
  return {
    path: "kind",
    version,
    problem: kindProblem(version, kubernetes) ?? (unasked ? HAPROXY_UNASKED : undefined),
  };
}

/** Its image must be built here: what kind publishes has no shell, and so cannot be looked into. */
const HAPROXY_UNASKED = "one with HAProxy, which is taken where --kind says so";

/**
 * The kind to use: the one on PATH where it fits, else this project's own of the release that is asked for, or of the one
 * that the project is proven with; undefined when neither is there.
 */
export async function findKindFor(need: KindNeed = {}): Promise<Kind | undefined> {
  const found = await kindOnPath(need);
  if (found !== undefined && found.problem === undefined) return { path: found.path, version: found.version };
  const version = need.kind ?? KIND_VERSION;
  return existsSync(ownKindPath(version)) ? { path: ownKindPath(version), version } : undefined;
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
