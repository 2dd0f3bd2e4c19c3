import type { Reached } from "../kube/reach.ts";
import { describeUnreachable } from "../kube/unreachable.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { Answer } from "../net/local-endpoint.ts";
import type { ClusterFacts } from "./facts.ts";
import { listPages } from "./list-pages.ts";

/** What an audit lists, by the names of the facts. */
export const lists = {
  nodes: "/api/v1/nodes",
  pods: "/api/v1/pods",
  deployments: "/apis/apps/v1/deployments",
  statefulSets: "/apis/apps/v1/statefulsets",
  budgets: "/apis/policy/v1/poddisruptionbudgets",
  volumes: "/api/v1/persistentvolumes",
  claims: "/api/v1/persistentvolumeclaims",
  cronJobs: "/apis/batch/v1/cronjobs",
  services: "/api/v1/services",
  mutatingWebhooks: "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
  validatingWebhooks: "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
} as const;

/** What a server that is only like Kubernetes may not have: it has none of these objects then. */
const dispensable: readonly string[] = [lists.services, lists.mutatingWebhooks, lists.validatingWebhooks];

/** The lists as the API gives them. */
export type Lists = Pick<ClusterFacts, keyof typeof lists>;

/** An answer, whatever its status; throws UsageError where none comes. */
export async function get({ api, server }: Reached, path: string): Promise<Answer> {
  try {
    return await api.call("GET", path);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ETIMEDOUT") throw await describeUnreachable(error, server, api.target);
    throw new UsageError(
      `${server.url}: GET ${path.split("?")[0]}: ${messageOf(error)}: is its API server overloaded? try again later`,
    );
  }
}

/** All items of a list, without what nobody looks at; undefined where it may not be read. Throws UsageError. */
export async function readList(reached: Reached, path: string): Promise<readonly unknown[] | undefined> {
  const { server } = reached;
  const listed = await listPages((page) => get(reached, page), path);
  if ("items" in listed) return listed.items;
  if ("endlessPages" in listed)
    throw new UsageError(
      `${server.url}: GET ${path} has no end: after ${listed.endlessPages} pages it still tells of more`,
    );
  if (listed.status === 403) return undefined;
  if (mayBeMissing(path, listed.status)) return [];
  throw new UsageError(`${server.url}: GET ${path} gives status ${listed.status}: is it a Kubernetes API?`);
}

/** Whether a server that is only like Kubernetes says so that it has none of these objects. */
export function mayBeMissing(path: string, status: number): boolean {
  return status === 404 && dispensable.includes(path);
}
