import { UsageError } from "../../model/errors.ts";
import { minorOf } from "../../model/version.ts";
import { envoyImage, kindReleases } from "./kind-releases.ts";
import { newestFirst, resolveVersion } from "./version-numbers.ts";

/** The kind this project is proven with, installed where the machine has none that fits. */
export const KIND_VERSION = "0.33.0";

/** The first kind that writes kubeadm's v1beta4 configuration; kubeadm 1.37 no longer reads the older one. */
const FIRST_WITH_V1BETA4 = 32;
const LAST_KUBERNETES_WITH_V1BETA3 = 36;

/** The version in the output of `kind version`, without the "v"; undefined when it is something else. */
export function parseKindVersion(output: string): string | undefined {
  return /\bv(\d+\.\d+\.\d+(?:-[\w.+-]+)?)/.exec(output)?.[1];
}

/** The releases of kind that can be asked for, newest first. */
export function knownKinds(): string[] {
  return newestFirst(kindReleases.map(({ kind }) => kind));
}

/** A release of kind from the command line ("0.31.0", "v0.31", "0.31"); throws UsageError for any other. */
export function chooseKind(wanted: string): string {
  const found = resolveVersion(wanted, knownKinds());
  if (found !== undefined) return found;
  throw new UsageError(`kind ${wanted} is not known here; known: ${knownKinds().join(", ")}.`);
}

/** Why a kind cannot be used for a Kubernetes version (any, when none is named); undefined when it can. */
export function kindProblem(kindVersion: string, kubernetesVersion?: string): string | undefined {
  const minor = minorOf(kindVersion);
  const minors = kindReleases.map(({ kind }) => minorOf(kind));
  const [oldest, newest] = [Math.min(...minors), Math.max(...minors)];
  if (!kindVersion.startsWith("0.") || minor > newest)
    return `newer than 0.${newest}, which is the newest known good one`;
  if (minor < oldest) return `too old; 0.${oldest} to 0.${newest} are known good`;
  if (kubernetesVersion === undefined) return undefined;
  if (minor < FIRST_WITH_V1BETA4 && minorOf(kubernetesVersion) > LAST_KUBERNETES_WITH_V1BETA3)
    return `too old for Kubernetes ${kubernetesVersion}, which needs 0.${FIRST_WITH_V1BETA4} or newer`;
  return undefined;
}

/** The image that a kind starts as load balancer of a cluster with several control planes. */
export function loadBalancerImageOf(kindVersion: string): string {
  return kindReleases.find(({ kind }) => minorOf(kind) === minorOf(kindVersion))?.loadBalancer ?? envoyImage;
}

/** Whether a kind has HAProxy before the API servers, as 0.31 and older have; newer ones have Envoy. */
export function hasHaproxy(kindVersion: string): boolean {
  return loadBalancerImageOf(kindVersion) !== envoyImage;
}
