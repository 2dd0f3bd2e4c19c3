import { selects } from "../../kube/selectors.ts";
import type { Manifest } from "./manifest.ts";

/** What is known of an application from its manifests; of one that is used where it runs nothing is. */
export interface Kept {
  /** A Deployment of two replicas or more is behind the Service. */
  readonly replaced: boolean;
  /** A PodDisruptionBudget is about pods behind the Service. */
  readonly budget: boolean;
}

interface Written {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Labels };
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: unknown;
    readonly template?: { readonly metadata?: { readonly labels?: Labels } };
  };
}
type Labels = Readonly<Record<string, string>>;

/** What the manifests of an application say of the pods behind a Service; without one, of all that somebody keeps up. */
export function keptBy(manifests: readonly Manifest[], service: string | undefined): Kept {
  const objects = manifests.map(({ object }) => object as unknown as Written);
  const selector = objects.find(({ kind, metadata }) => kind === "Service" && metadata.name === service)?.spec
    ?.selector as Record<string, string> | undefined;
  const served = objects.filter(
    (one) => keptUp.includes(one.kind) && selects({ matchLabels: selector ?? {} }, labelsOf(one)),
  );
  const budgets = objects.filter(({ kind }) => kind === "PodDisruptionBudget");
  return {
    replaced: served.some(({ kind, spec }) => kind === "Deployment" && (spec?.replicas ?? 1) > 1),
    budget: budgets.some(({ spec }) =>
      served.some((one) => selects(spec?.selector as Parameters<typeof selects>[0], labelsOf(one))),
    ),
  };
}

/** Kinds whose pods somebody makes again where they were taken away. */
const keptUp: readonly string[] = ["Deployment", "StatefulSet", "ReplicaSet", "DaemonSet"];

function labelsOf({ spec }: Written): Labels {
  return spec?.template?.metadata?.labels ?? {};
}
