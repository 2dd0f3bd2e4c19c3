import { parse } from "yaml";
import { z } from "zod";
import { peek } from "../kube/peek.ts";
import type { Reached } from "../kube/reach.ts";
import { describeUnreachable } from "../kube/unreachable.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { LoadBalancerSettings } from "../model/settings.ts";
import type { Answer } from "../net/local-endpoint.ts";
import type { ClusterFacts, ControlPlaneConfig } from "./facts.ts";

/** Items of one answer: the API's own memory and ours stay small on clusters of thousands of pods. */
const pageSize = 500;

/** More pages than this are no list: a cluster has at most 150,000 pods (kubernetes.io, large clusters). */
const mostPages = 10_000;

const lists = {
  nodes: "/api/v1/nodes",
  pods: "/api/v1/pods",
  deployments: "/apis/apps/v1/deployments",
  statefulSets: "/apis/apps/v1/statefulsets",
  budgets: "/apis/policy/v1/poddisruptionbudgets",
  volumes: "/api/v1/persistentvolumes",
  claims: "/api/v1/persistentvolumeclaims",
  cronJobs: "/apis/batch/v1/cronjobs",
} as const;
type Lists = Pick<ClusterFacts, keyof typeof lists>;

const configPath = "/api/v1/namespaces/kube-system/configmaps/kubeadm-config";
const configMapSchema = z.object({ data: z.object({ ClusterConfiguration: z.string() }) });
const clusterConfigurationSchema = z.object({
  controlPlaneEndpoint: z.string().default(""),
  etcd: z.object({ external: z.object({ endpoints: z.array(z.string()) }).optional() }).optional(),
});

/**
 * Reads everything that an audit looks at, with GET alone; throws UsageError that names everything that the user may
 * not read, with rules that permit it.
 */
export async function readFacts(reached: Reached, loadBalancer?: LoadBalancerSettings): Promise<ClusterFacts> {
  const refused: string[] = [];
  const read: Record<string, unknown[]> = {};
  for (const [name, path] of Object.entries(lists)) read[name] = await readList(reached, path, refused);
  const config = await get(reached, configPath);
  if (config.status === 403) refused.push(configPath);
  if (refused.length > 0) throw notPermitted(refused, reached);
  return {
    ...(read as unknown as Lists),
    now: Date.now(),
    version: reached.kubernetes,
    controlPlane: controlPlaneConfig(config),
    certificateUntil: (await peek(reached.api.target))?.validToDate.getTime(),
    loadBalancer,
  };
}

/** An answer, whatever its status; throws UsageError where none comes. */
async function get({ api, server }: Reached, path: string): Promise<Answer> {
  try {
    return await api.call("GET", path);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ETIMEDOUT") throw await describeUnreachable(error, server, api.target);
    throw new UsageError(
      `${server.url}: GET ${path.split("?")[0]}: ${messageOf(error)}: is its API server overloaded? try again later`,
    );
  }
}

async function readList(reached: Reached, path: string, refused: string[]): Promise<unknown[]> {
  const { server } = reached;
  const items: unknown[] = [];
  const tokens = new Set<string>();
  let more = "";
  do {
    const answer = await get(reached, `${path}?limit=${pageSize}${more}`);
    if (answer.status === 403) {
      refused.push(path);
      return [];
    }
    const page = z
      .object({ items: z.array(z.unknown()).nullable(), metadata: z.object({ continue: z.string().optional() }) })
      .safeParse(answer.body);
    if (answer.status !== 200 || !page.success)
      throw new UsageError(`${server.url}: GET ${path} gives status ${answer.status}: is it a Kubernetes API?`);
    items.push(...(page.data.items ?? []));
    const token = page.data.metadata.continue ?? "";
    if (tokens.has(token) || tokens.size >= mostPages)
      throw new UsageError(`${server.url}: GET ${path} has no end: after ${tokens.size} pages it still tells of more`);
    if (token !== "") tokens.add(token);
    more = token === "" ? "" : `&continue=${encodeURIComponent(token)}`;
  } while (more !== "");
  return items;
}

function controlPlaneConfig({ status, body }: Answer): ControlPlaneConfig | undefined {
  const map = configMapSchema.safeParse(body);
  if (status !== 200 || !map.success) return undefined;
  const parsed = clusterConfigurationSchema.safeParse(parse(map.data.data.ClusterConfiguration));
  if (!parsed.success) return undefined;
  return { endpoint: parsed.data.controlPlaneEndpoint, externalEtcd: parsed.data.etcd?.external?.endpoints };
}

function notPermitted(paths: readonly string[], { server, context }: Reached): UsageError {
  const rules = paths.map((path) => {
    const [, , group = ""] = path.startsWith("/apis/") ? path.split("/") : [];
    const resource = path === configPath ? "configmaps" : (path.split("/").at(-1) ?? "");
    const names = path === configPath ? ", resourceNames: [kubeadm-config]" : "";
    return `  - { apiGroups: ["${group}"], resources: [${resource}]${names}, verbs: [${names === "" ? "list" : "get"}] }`;
  });
  return new UsageError(
    `${server.url} (context ${context.name}): not permitted to read ${paths.join(", ")}. Rules that permit it (docs/audit.md):\n${rules.join("\n")}`,
  );
}
