import type { ClusterFacts, Owner, Severity } from "./facts.ts";
import { isSystem, type Owned } from "./platform.ts";
import { platformOf } from "./platforms.ts";

const lower: Readonly<Record<Severity, Severity>> = { high: "medium", medium: "low", low: "low" };

/** What an object's metadata says about whose it is. */
export function owned(metadata: {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly labels?: Record<string, string> | undefined;
  readonly annotations?: Record<string, string> | undefined;
}): Owned {
  const { namespace = "", name = "", labels, annotations } = metadata;
  return { namespace, name, labels: labels ?? {}, annotations: annotations ?? {} };
}

/** Whose an object is. */
export function ownerOf(object: Owned, facts: Pick<ClusterFacts, "version" | "nodes">): Owner {
  if (platformOf(facts).owns(object)) return "provider";
  // What a person installed into kube-system by Helm is theirs as anything else.
  const installed = object.annotations["meta.helm.sh/release-name"] !== undefined;
  return isSystem(object.namespace) && !installed ? "system" : "application";
}

/** What belongs to the cluster itself is weighed a step lower: no application is away when it is. */
export function weighed(severity: Severity, owner: Owner): Severity {
  return owner === "provider" || owner === "system" ? lower[severity] : severity;
}

/** What only its provider can mend is weighed a step lower. */
export function weighedForProvider(severity: Severity, owner: Owner): Severity {
  return owner === "provider" ? lower[severity] : severity;
}
