import type { Action } from "../model/action.ts";
import { scriptWords } from "./script.ts";

/** A check of kubeadm's that cannot pass on nodes that are containers, and why that says nothing of the upgrade. */
interface IgnoredCheck {
  readonly name: string;
  readonly reason: string;
}

/**
 * The checks before an upgrade whose errors are not errors here. Never all of them: what asks whether a job still runs
 * in the cluster, control planes are Ready, manifests are there and images can be had must hold.
 */
export const ignoredChecks: readonly IgnoredCheck[] = [
  {
    name: "SystemVerification",
    reason:
      "kernel and control groups are the host's: on one with control groups v1, which the kubelets' own setting allows, kubeadm itself asks that this be skipped, and kind leaves it out of every init",
  },
];

/**
 * How long kubeadm gets on one node, milliseconds: measured 3 to 4 min on 2 cores; by itself it gives each of four
 * manifests 5 min and then puts the old one back, which nobody need wait for.
 */
export const kubeadmMs = 600_000;

/** Where kubeadm's own words of an upgrade are kept on the node. */
const logOf = "/run/kind-chaos-kubeadm-upgrade.log";

/** Fails with kubeadm's own reason, which stands behind "[ERROR" or "error:", and not with its last line, a hint. */
const upgrade = [
  `kubeadm upgrade "$@" >${logOf} 2>&1 </dev/null && exit`,
  `grep -m1 -E "^error( execution|:)|\\[ERROR" ${logOf} >&2 || tail -1 ${logOf} >&2; exit 1`,
].join("\n");

const ignoring = `--ignore-preflight-errors=${ignoredChecks.map(({ name }) => name).join(",")}`;

/**
 * Upgrades the cluster's own records, addons and this node's static pods to a version, on the first control plane; the
 * kubelet's configuration with them.
 */
export function upgradeApply(node: string, version: string): Action {
  return kubeadm(node, "apply", `v${version}`, "--yes", ignoring);
}

/** Upgrades what of a node follows the cluster's records: static pods of a control plane, the kubelet's configuration. */
export function upgradeNode(node: string): Action {
  return kubeadm(node, "node", ignoring);
}

function kubeadm(node: string, ...words: readonly string[]): Action {
  return { do: "exec", node, argv: scriptWords(upgrade, ...words), timeoutMs: kubeadmMs };
}
