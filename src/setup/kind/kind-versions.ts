/** The kind this project is proven with, installed where the machine has none that fits. */
export const KIND_VERSION = "0.33.0";

/** Known-good kinds, oldest and newest minor version, when found on PATH. */
const ACCEPTED_MINORS = { oldest: 30, newest: 33 } as const;

/** The first kind that writes kubeadm's v1beta4 configuration; kubeadm 1.37 no longer reads the older one. */
const FIRST_WITH_V1BETA4 = 32;
const LAST_KUBERNETES_WITH_V1BETA3 = 36;

/** The name kind 0.32 and newer start their load balancer by. */
export const ENVOY_IMAGE = "docker.io/envoyproxy/envoy:v1.36.2";
/** From pkg/cluster/internal/loadbalancer/const.go of each kind release; it cannot be configured. */
const LOAD_BALANCER_IMAGES: Readonly<Record<number, string>> = {
  30: "docker.io/kindest/haproxy:v20230606-42a2262b",
  31: "docker.io/kindest/haproxy:v20251211-v0.29.0-alpha-100-g82a92c5d",
  32: ENVOY_IMAGE,
  33: ENVOY_IMAGE,
};

/** The version in the output of `kind version`, without the "v"; undefined when it is something else. */
export function parseKindVersion(output: string): string | undefined {
  return /\bv(\d+\.\d+\.\d+(?:-[\w.+-]+)?)/.exec(output)?.[1];
}

/** Why a kind cannot be used for a Kubernetes version (any, when none is named); undefined when it can. */
export function kindProblem(kindVersion: string, kubernetesVersion?: string): string | undefined {
  const minor = minorOf(kindVersion);
  const { oldest, newest } = ACCEPTED_MINORS;
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
  return LOAD_BALANCER_IMAGES[minorOf(kindVersion)] ?? ENVOY_IMAGE;
}

/** Whether the load balancer image of a kind can be built here, without a registry. */
export function canBuildLoadBalancer(kindVersion: string): boolean {
  return loadBalancerImageOf(kindVersion) === ENVOY_IMAGE;
}

function minorOf(version: string): number {
  return Number(version.split(".")[1] ?? Number.NaN);
}
