import { z } from "zod";
import { UsageError } from "../model/errors.ts";
import type { Permission } from "../model/permission.ts";
import { plainText } from "../model/plain-text.ts";
import type { Answer } from "../net/local-endpoint.ts";

/** One thing that a user must be permitted to do. */
export type Need =
  | {
      readonly verb: string;
      readonly resource: string;
      readonly namespace?: string;
      readonly name?: string;
    }
  | { readonly verb: string; readonly path: string };

/** Where the lanes of a monitor read and write. */
export interface MonitorScope {
  readonly namespace: string;
  /** The one ConfigMap that is read, where nothing is written. */
  readonly object?: string | undefined;
  /** The namespace is made and removed by the monitor. */
  readonly writes: boolean;
}

const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });

/** Everything that a monitor with these operations does there, each once. */
export function needsOf(permissions: readonly Permission[], { namespace, object, writes }: MonitorScope): Need[] {
  const name = writes || object === undefined ? {} : { name: object };
  const needs = permissions.map((one): Need => ("path" in one ? one : { ...one, namespace, ...name }));
  if (writes) {
    // Made, looked at until it is gone, removed; its objects made before, and read back for the audit.
    for (const verb of ["create", "get", "delete"]) needs.push({ verb, resource: "namespaces" });
    for (const verb of ["create", "get", "list"]) needs.push({ verb, resource: "configmaps", namespace });
  }
  const seen = new Map(needs.map((need) => [JSON.stringify(need), need]));
  return [...seen.values()];
}

/**
 * Asks the API itself, with a SelfSubjectAccessReview for each; throws UsageError that names what is missing and the
 * rules that would permit it.
 */
export async function mustBePermitted(
  needs: readonly Need[],
  ask: (review: object) => Promise<Answer>,
  where: string,
): Promise<void> {
  const missing: Need[] = [];
  for (const need of needs) {
    const answer = await ask(reviewOf(need));
    const review = reviewSchema.safeParse(answer.body);
    if (answer.status >= 300 || !review.success) throw unusable(answer, where);
    if (!review.data.status.allowed) missing.push(need);
  }
  if (missing.length === 0) return;
  throw new UsageError(
    `${where}: not permitted: ${missing.map(describeNeed).join("; ")}. Rules that permit it (docs/monitor.md):\n` +
      missing.map((need) => `  ${ruleOf(need)}`).join("\n"),
  );
}

function unusable({ status, body }: Answer, where: string): UsageError {
  const message = plainText(String((body as { message?: unknown } | null)?.message ?? ""));
  if (status === 401)
    return new UsageError(
      `${where}: the server does not take these credentials (401 Unauthorized): log in again, or renew them`,
    );
  if (status === 403 && /system:anonymous/.test(message))
    return new UsageError(
      `${where}: the server sees nobody there (system:anonymous): the user needs a certificate, token or exec`,
    );
  return new UsageError(`${where}: does not answer what a user is permitted to do: ${status} ${message}`.trim());
}

function reviewOf(need: Need): object {
  const { verb } = need;
  const spec =
    "path" in need
      ? { nonResourceAttributes: { path: need.path, verb } }
      : {
          resourceAttributes: { group: "", resource: need.resource, verb, namespace: need.namespace, name: need.name },
        };
  return { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec };
}

function describeNeed(need: Need): string {
  if ("path" in need) return `${need.verb} ${need.path}`;
  const name = need.name === undefined ? "" : ` ${need.name}`;
  return `${need.verb} ${need.resource}${name}${need.namespace === undefined ? "" : ` in namespace ${need.namespace}`}`;
}

/** A rule of a Role or ClusterRole, in YAML on one line. */
function ruleOf(need: Need): string {
  if ("path" in need) return `- { nonResourceURLs: [${need.path}], verbs: [${need.verb}] }`;
  const names = need.name === undefined ? "" : `, resourceNames: [${need.name}]`;
  return `- { apiGroups: [""], resources: [${need.resource}]${names}, verbs: [${need.verb}] }`;
}
