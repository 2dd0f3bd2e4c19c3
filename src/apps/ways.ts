import type { Engine } from "../host/engine.ts";
import type { Kube } from "../kube/kube.ts";
import type { Cluster } from "../model/cluster.ts";
import type { Untimed } from "../model/event.ts";

/** What the names of the runs' own namespaces begin with. */
export const runNamespacePrefix = "kind-chaos-";

/** Label of the runs' own namespaces; its value is the run's name, cut to what a label can hold. */
export const runLabel = "org.kind-chaos.run";

/** How much of a run's name its label holds: what Kubernetes lets the value of a label be. */
export const longestRunLabel = 63;

/** The ways into a cluster by which applications are put into a run's namespace. */
export interface Ways {
  readonly kube: Kube;
  readonly engine: Engine;
  readonly cluster: Cluster;
  /** The run's own namespace. */
  readonly namespace: string;
}

/** What reads for the journal needs besides: where it is written, and the run's signal. */
export interface Journaled {
  readonly signal: AbortSignal;
  emit(event: Untimed): void;
}
