import type { KindConfig } from "../../model/topology.ts";
import type { Fault } from "./validate.ts";

/** What the kubelet may set of kubernetes.io and k8s.io itself (kubernetes pkg/kubelet/apis/well_known_labels.go). */
const allowed = new Set([
  "kubernetes.io/hostname",
  "kubernetes.io/os",
  "kubernetes.io/arch",
  "beta.kubernetes.io/os",
  "beta.kubernetes.io/arch",
  "beta.kubernetes.io/instance-type",
  "node.kubernetes.io/instance-type",
  "node.kubernetes.io/windows-build",
  "topology.kubernetes.io/zone",
  "topology.kubernetes.io/region",
  "failure-domain.beta.kubernetes.io/zone",
  "failure-domain.beta.kubernetes.io/region",
]);
const allowedSpaces = /(?:^|\.)(?:kubelet|node)\.kubernetes\.io$/;

const namePart = /^[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;
const prefixPart = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

/** Labels that kind takes and a kubelet refuses to start with, which shows after minutes. */
export function labelFaults({ nodes }: KindConfig): Fault[] {
  return nodes.flatMap(({ labels = {} }, index) =>
    Object.entries(labels).flatMap(([key, value]) => {
      const reason = reasonAgainst(key, value);
      return reason === undefined ? [] : [{ path: ["nodes", index, "labels", key], reason }];
    }),
  );
}

/** Why a kubelet would not start with a label; undefined where it does. */
export function reasonAgainst(key: string, value: string): string | undefined {
  const [prefix, name] = key.includes("/") ? key.split(/\/(.*)/s) : ["", key];
  if (!namePart.test(name ?? "") || (key.includes("/") && !prefixPart.test(prefix ?? "")))
    return "is no key of a label";
  if (value !== "" && !namePart.test(value)) return `${JSON.stringify(value)} is no value of a label`;
  const own = /(?:^|\.)(?:kubernetes|k8s)\.io$/.test(prefix ?? "");
  if (!own || allowed.has(key) || allowedSpaces.test(prefix ?? "")) return undefined;
  return "a kubelet does not start with it: only an administrator may set this label, in a script of --after-create";
}
