/**
 * The scenarios that findings name and that have a cure, with it: the library's own pairs, which a contract test
 * compares both ways. An audit loads no scenarios.
 */
export const cures: Readonly<Record<string, string>> = {
  "certificate-expired": "certificate-renewal",
  "co-located-replicas": "worker-kill",
  "dns-replica-loss": "dns-replicas-spread",
  "impossible-budget": "node-drain",
  "lb-kill": "lb-failover",
  "local-volume-loss": "replicated-data",
  "single-control-plane": "control-plane-kill",
  "single-replica": "worker-kill",
  "two-members": "etcd-minority",
  "webhook-deadlock": "webhook-replicas-spread",
};

/** The scenario that shows the set-up without what another one shows; null: there is none. */
export function cureOf(scenario: string): string | null {
  return cures[scenario] ?? null;
}

/** The command that shows a finding for real, and its cure where there is one. */
export function commandOf({ scenario, cure }: { readonly scenario: string; readonly cure: string | null }): string {
  return `npx kind-chaos ${scenario}${cure === null ? "" : " --with-cure"}`;
}
