/** Runs that are made by another release of kind than all others, for the sake of its load balancer. */
export interface OtherKind {
  /** What `--kind` and `--kubernetes` say. */
  readonly kind: string;
  readonly kubernetes: string;
  readonly scenarios: readonly string[];
}

/**
 * HAProxy of the last kind that has it in everything that a load balancer decides; of the oldest kind that is known to be
 * good, and Envoy of the first that has it, at rest and in health checks. kind 0.32.0 loses its configuration when the
 * load balancer starts anew (kind #4195), so that it is not killed there. kubeadm 1.37 does not read what kind 0.31
 * writes, and 1.36.4 is the newest before that which kind publishes and which can be built here.
 */
export const otherKinds: readonly OtherKind[] = [
  {
    kind: "0.31.0",
    kubernetes: "1.36.4",
    scenarios: ["baseline", "lb-health-check", "lb-kill", "lb-pause", "control-plane-kill", "apiserver-hang"],
  },
  { kind: "0.30.0", kubernetes: "1.36.4", scenarios: ["baseline", "lb-health-check"] },
  { kind: "0.32.0", kubernetes: "1.36.4", scenarios: ["baseline", "lb-health-check"] },
];

/** What a row of another kind is called by: "lb-kill by kind 0.31.0". */
export function nameOf(scenario: string, { kind }: Pick<OtherKind, "kind">): string {
  return `${scenario} by kind ${kind}`;
}

/** What a command line says for it. */
export function argumentsOf({ kind, kubernetes }: Pick<OtherKind, "kind" | "kubernetes">): string[] {
  return ["--kind", kind, "--kubernetes", kubernetes];
}
