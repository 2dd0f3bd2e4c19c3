/** A kubectl command on a control plane, as its administrator. */
export function kubectl(...words: readonly string[]): string[] {
  return ["kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", "--request-timeout=10s", ...words];
}
