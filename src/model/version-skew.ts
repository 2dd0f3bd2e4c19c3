import { minorsBetween, type Version } from "./version.ts";

/** Kubelets may be so many minor versions older than any API server, and none newer (version skew policy). */
export const olderMinors = 3;
/** API servers may be so many minor versions apart (version skew policy). */
const apartMinors = 1;

/** How a kubelet and API servers do not go together. */
type KubeletSkew = { readonly is: "newer" } | { readonly is: "older"; readonly minors: number };

/** Whether API servers are further apart than Kubernetes supports (kubernetes.io/releases/version-skew-policy). */
export function areTooFarApart(oldest: Version, newest: Version): boolean {
  return minorsBetween(oldest, newest) > apartMinors;
}

/** How a kubelet is too far from API servers, from the oldest to the newest; undefined where Kubernetes supports it. */
export function tooFar(kubelet: Version, oldest: Version, newest: Version): KubeletSkew | undefined {
  if (minorsBetween(oldest, kubelet) > 0) return { is: "newer" };
  const minors = minorsBetween(kubelet, newest);
  return minors > olderMinors ? { is: "older", minors } : undefined;
}
