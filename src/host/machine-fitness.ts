import type { HostFacts } from "./host-facts.ts";

/** What decides how much memory a cluster takes. */
interface SizedNode {
  readonly role: string;
}

/**
 * Memory that a node needs, bytes: at rest a control plane has 0.53 GB, a worker 0.16 GB and a load balancer 0.02 GB
 * (`docker stats`, Kubernetes 1.37.2), of kind's and of those that share an address; a fault needs some more.
 */
const nodeBytes: Readonly<Record<string, number>> = { "control-plane": 0.6e9, "load-balancer": 0, balancer: 0 };
const otherNodeBytes = 0.2e9;
/** The system, the engine and the harness beside them (docs/benchmarks.md: 344 MB of these are the harness). */
const beside = 0.7e9;

/**
 * How far the engine's clock may be from this one, milliseconds: kubeadm dates certificates five minutes back
 * (CertificateBackdate), and the harness its own a day (src/net/certificate.ts).
 */
const mostAheadMs = 240_000;
const mostBehindMs = 82_800_000;

/** The memory that a cluster of these nodes needs on the engine's machine, bytes. */
export function neededMemoryBytes(nodes: readonly SizedNode[]): number {
  return nodes.reduce((sum, { role }) => sum + (nodeBytes[role] ?? otherNodeBytes), beside);
}

/** Why the engine's machine cannot carry a new cluster of these nodes, in one sentence with what to do; undefined where it can. */
export function whyUnfit(
  { memoryBytes }: Pick<HostFacts, "memoryBytes">,
  nodes: readonly SizedNode[],
): string | undefined {
  const needed = neededMemoryBytes(nodes);
  if (memoryBytes >= needed) return undefined;
  return `${nodes.length} containers need about ${inGigabytes(needed)} of memory, and the engine's machine has ${inGigabytes(memoryBytes)}: choose a smaller topology, or give it more`;
}

/**
 * Why certificates that are made on one of the two machines would not convince the other, in one sentence with what to do:
 * a cluster's own, those that a fault has made anew, and the harness's. Undefined where they would.
 */
export function whyClocksApart({ clockAhead }: Pick<HostFacts, "clockAhead">): string | undefined {
  const [atLeastMs, atMostMs] = clockAhead ?? [0, 0];
  const seconds = Math.round(Math.abs(atLeastMs + atMostMs) / 2_000);
  if (atLeastMs > mostAheadMs)
    return `the clock of the engine's machine is ${seconds} s ahead of this one's, so that no certificate that is made there is valid here yet: set one of them`;
  if (atMostMs < -mostBehindMs)
    return `the clock of the engine's machine is ${seconds} s behind this one's, so that no certificate of the harness is valid there yet: set one of them`;
  return undefined;
}

/** Bytes in words: "3.1 GB". */
export function inGigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
