import { z } from "zod";
import type { Reached } from "../kube/reach.ts";
import { describeUnreachable } from "../kube/unreachable.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { Answer } from "../net/local-endpoint.ts";
import type { ClusterFacts } from "./facts.ts";

/** Items of one answer: the API's own memory and ours stay small on clusters of thousands of pods. */
const pageSize = 500;

/** More pages than this are no list: a cluster has at most 150,000 pods (kubernetes.io, large clusters). */
const mostPages = 10_000;

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

const pageSchema = z.object({
  items: z.array(z.unknown()).nullable(),
  metadata: z.object({ continue: z.string().optional() }).optional(),
});

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
export async function readList(reached: Reached, path: string): Promise<unknown[] | undefined> {
  const { server } = reached;
  const items: unknown[] = [];
  const tokens = new Set<string>();
  let more = "";
  do {
    const answer = await get(reached, `${path}?limit=${pageSize}${more}`);
    if (answer.status === 403) return undefined;
    if (answer.status === 404 && dispensable.includes(path)) return [];
    const page = pageSchema.safeParse(answer.body);
    if (answer.status !== 200 || !page.success)
      throw new UsageError(`${server.url}: GET ${path} gives status ${answer.status}: is it a Kubernetes API?`);
    for (const item of page.data.items ?? []) items.push(withoutBallast(item));
    const token = page.data.metadata?.continue ?? "";
    if (tokens.has(token) || tokens.size >= mostPages)
      throw new UsageError(`${server.url}: GET ${path} has no end: after ${tokens.size} pages it still tells of more`);
    if (token !== "") tokens.add(token);
    more = token === "" ? "" : `&continue=${encodeURIComponent(token)}`;
  } while (more !== "");
  return items;
}

/** Of a container's environment only addresses are asked for: kube-vip is told there which one it carries. */
const askedEnvironment = ["address", "vip_address"];

interface Item {
  readonly metadata?: { managedFields?: unknown };
  readonly spec?: { readonly containers?: { env?: { name: string }[] }[]; initContainers?: unknown };
  readonly status?: { containerStatuses?: unknown; initContainerStatuses?: unknown };
}

/** Most bytes of a pod are of what no check asks for: who wrote which field, environments, states of containers. */
function withoutBallast(item: unknown): unknown {
  const { metadata, spec, status } = (item ?? {}) as Item;
  if (metadata?.managedFields !== undefined) metadata.managedFields = undefined;
  for (const container of spec?.containers ?? [])
    if (container.env !== undefined)
      container.env = container.env.filter(({ name }) => askedEnvironment.includes(name));
  if (spec?.initContainers !== undefined) spec.initContainers = undefined;
  if (status?.containerStatuses !== undefined) status.containerStatuses = undefined;
  if (status?.initContainerStatuses !== undefined) status.initContainerStatuses = undefined;
  return item;
}
