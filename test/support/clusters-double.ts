import type { ClusterSpec } from "../../src/cluster/cluster-spec.ts";
import type { Clusters } from "../../src/cluster/clusters.ts";
import type { LeaseTerms } from "../../src/cluster/lease-terms.ts";

/** A specification of a cluster that nobody makes. */
export const anySpec: ClusterSpec = {
  topology: {
    name: "ha",
    file: "ha.yaml",
    asWritten: { kind: "Cluster", apiVersion: "kind.x-k8s.io/v1alpha4", nodes: [{ role: "control-plane" }] },
    config: { kind: "Cluster", apiVersion: "kind.x-k8s.io/v1alpha4", nodes: [{ role: "control-plane" }] },
    controlPlanes: 1,
    workers: 0,
    nodes: [],
    zones: [],
  },
  profile: "fast",
  config: { kind: "Cluster", apiVersion: "kind.x-k8s.io/v1alpha4", nodes: [{ role: "control-plane" }] },
  kubernetes: "1.37.2",
  kind: "kind",
  nodeImage: "node",
  loadBalancerImage: "lb",
};

/**
 * Clusters that do what they were told, in this log, and refuse the rest; a creation or deletion may be told to fail.
 */
export function clustersDouble(told: {
  /** Names of clusters that are there and fit. */
  readonly there?: readonly string[];
  /** Names that another run has claimed. */
  readonly claimed?: readonly string[];
  readonly create?: (name: string, signal: AbortSignal) => Promise<void>;
  readonly delete?: (name: string) => Promise<void>;
}): Clusters & { readonly log: string[] } {
  const there = new Set(told.there ?? []);
  const log: string[] = [];
  const refuse = async (what: string): Promise<void> => {
    throw new Error(`nobody said that ${what}`);
  };
  return {
    log,
    fitting: async () => [...there],
    mustBeFree: async (name) => {
      if (there.has(name)) throw new Error(`${name} is there`);
    },
    claim: async (name, folder, isThere) => {
      if (told.claimed?.includes(name)) return false;
      log.push(`claim ${name}${isThere ? ", which is there," : ""} for ${folder}`);
      return true;
    },
    keep: async (name, stays) => void log.push(`${stays ? "keep" : "keep no more"} ${name}`),
    release: async (name, end) => void log.push(`release ${name}, ${end}`),
    create: async (name, _spec, { signal }) => {
      log.push(`create ${name}`);
      there.add(name);
      await (told.create?.(name, signal) ?? refuse(`${name} is created`));
    },
    delete: async (name) => {
      log.push(`delete ${name}`);
      await (told.delete?.(name) ?? refuse(`${name} is deleted`));
      there.delete(name);
    },
  };
}

/** Terms of a lease, and what it told. */
export function leaseTerms(own: Partial<LeaseTerms> = {}): LeaseTerms & { readonly lines: string[] } {
  const lines: string[] = [];
  return { name: "kc-x", reuse: false, keep: false, tell: (line) => void lines.push(line), lines, ...own };
}
