import type { V1PodTemplateSpec } from "@kubernetes/client-node";
import type { ClusterFacts } from "../audit/facts.ts";
import type { ApplicationAdvice } from "../model/application-state.ts";

/** What makes pods in an application's namespace, with what it makes them of. */
export interface TemplatedSet {
  readonly kind: "Deployment" | "StatefulSet" | "DaemonSet" | "Job" | "Pod";
  /** "Deployment shop/web". */
  readonly subject: string;
  /** How many pods it is asked to have; of a Job and a DaemonSet it does not matter. */
  readonly replicas: number;
  readonly template: V1PodTemplateSpec;
  /** Whether the Service that is asked sends to its pods. */
  readonly served: boolean;
  /** Of a Job: how often its pods may fail, and whether lost nodes count as that. */
  readonly backoffLimit?: number;
  readonly ignoresDisruption?: boolean;
}

/** Everything that advice is made from: objects of one namespace as the API gives them, and the nodes. */
export interface AdviceFacts {
  readonly sets: readonly TemplatedSet[];
  /** The same for the checks of an audit; what is not of the namespace is empty. */
  readonly cluster: ClusterFacts;
}

/** What one check says of an application; pure. */
export type AdviceCheck = (facts: AdviceFacts) => Omit<ApplicationAdvice, "check">[];
