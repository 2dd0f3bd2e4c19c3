import { UsageError } from "../../model/errors.ts";
import { buildableVersions } from "../images/node-image-inputs.ts";
import { kindReleases, publishedNode } from "./kind-releases.ts";
import { newestFirst, resolveVersion } from "./version-numbers.ts";

/**
 * The Kubernetes version that is taken when none is named. A version that kind publishes ("1.37.0") is pulled where a
 * registry answers; node-image/kubernetes has the same version for machines without one.
 */
export const DEFAULT_KUBERNETES = "1.37.0";

/**
 * The oldest minor version whose defaults are those that limits are taken from (src/model/stock.ts): before 1.32 a node
 * was given up after 40 s instead of 50 s (kubernetes #126287).
 */
const OLDEST_MINOR = 32;

/** A version of Kubernetes that setup provides, and from where. */
export interface KnownVersion {
  readonly kubernetes: string;
  /** The release of kind that publishes its node image; undefined where it can only be built here. */
  readonly publishedBy: string | undefined;
  /** Whether node-image/ has what it is built from. */
  readonly canBeBuilt: boolean;
}

/** The versions that setup provides, newest first. */
export function knownVersions(): KnownVersion[] {
  const buildable = new Set(buildableVersions());
  const published = kindReleases.flatMap(({ nodes }) => Object.keys(nodes));
  const all = newestFirst([...new Set([...published, ...buildable])]).filter((version) => !isTooOld(version));
  return all.map((kubernetes) => ({
    kubernetes,
    publishedBy: publishedNode(kubernetes)?.kind,
    canBeBuilt: buildable.has(kubernetes),
  }));
}

/** Their names alone, newest first. */
export function knownKubernetesVersions(): string[] {
  return knownVersions().map(({ kubernetes }) => kubernetes);
}

/**
 * The version that "1.36.4", "v1.36.4" or "1.36" means: of two numbers the newest that kind publishes, else the newest
 * that can be built. Throws UsageError with what there is for any other.
 */
export function chooseKubernetes(wanted: string): string {
  if (isExact(wanted) && isTooOld(wanted.replace(/^v/, ""))) throw tooOld(wanted);
  const known = knownVersions();
  const names = (versions: readonly KnownVersion[]) => versions.map(({ kubernetes }) => kubernetes);
  const published = names(known.filter(({ publishedBy }) => publishedBy !== undefined));
  const found = resolveVersion(wanted, published) ?? resolveVersion(wanted, names(known));
  if (found !== undefined) return found;
  throw new UsageError(`Kubernetes ${wanted} is not known here; known: ${names(known).join(", ")}.`);
}

/** The version of a node image that a person brings: any whole one, since the image has it; throws UsageError. */
export function versionOfImage(version: string): string {
  const plain = version.replace(/^v/, "");
  if (!isExact(plain)) throw new UsageError(`Kubernetes ${version}: an image has a whole version, for example 1.36.4.`);
  if (isTooOld(plain)) throw tooOld(version);
  return plain;
}

function isExact(version: string): boolean {
  return /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$/.test(version);
}

function isTooOld(version: string): boolean {
  const [major, minor] = version.split(".").map(Number);
  return major === 1 && minor !== undefined && minor < OLDEST_MINOR;
}

function tooOld(version: string): UsageError {
  return new UsageError(
    `Kubernetes ${version} is older than 1.${OLDEST_MINOR}: components had other defaults then, and limits come from them; known: ${knownKubernetesVersions().join(", ")}.`,
  );
}
