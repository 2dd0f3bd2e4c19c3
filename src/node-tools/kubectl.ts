import { PlatformError } from "../model/errors.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";

/** kubectl on a control plane, as its administrator; without anything of a shell in it. */
const administrator = ["kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", "--request-timeout=10s"] as const;

/** A kubectl command on a control plane, as its administrator. */
export function kubectl(...words: readonly string[]): string[] {
  return [...administrator, ...words];
}

/** Defines a function of a shell that is kubectl, as the administrator of a control plane. */
export const kubectlFunction = `k() { ${administrator.join(" ")} "$@"; }`;

/**
 * What a kubectl command on a control plane prints, without space around it; throws PlatformError "kubectl" with its
 * own words when it fails, as it says with code 1.
 */
export async function readKubectl(runtime: NodeRuntime, node: string, ...words: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runtime.look(node, kubectl(...words), { exits: [0, 1] });
  if (exitCode !== 0) throw new PlatformError("kubectl", stderr.trim());
  return stdout.trim();
}
