import { parse } from "yaml";
import { z } from "zod";
import { peek } from "../kube/peek.ts";
import type { Reached } from "../kube/reach.ts";
import { UsageError } from "../model/errors.ts";
import type { Answer } from "../net/local-endpoint.ts";
import type { CertificateFact, ClusterFacts, ControlPlaneConfig } from "./facts.ts";
import { get, type Lists, lists, readList } from "./lists.ts";
import type { ApiBalancer } from "./load-balancer.ts";
import { type ServerTime, serverTime } from "./server-clock.ts";

const configPath = "/api/v1/namespaces/kube-system/configmaps/kubeadm-config";
const configMapSchema = z.object({ data: z.object({ ClusterConfiguration: z.string() }) });
const clusterConfigurationSchema = z.object({
  controlPlaneEndpoint: z.string().default(""),
  etcd: z
    .object({
      external: z
        .object({
          endpoints: z.array(z.string()),
          caFile: z.string().default(""),
          certFile: z.string().default(""),
          keyFile: z.string().default(""),
        })
        .optional(),
    })
    .optional(),
});

/**
 * Reads everything that an audit looks at, with GET alone; throws UsageError that names everything that the user may
 * not read, with rules that permit it.
 */
export async function readFacts(reached: Reached, loadBalancers: readonly ApiBalancer[] = []): Promise<ClusterFacts> {
  const refused: string[] = [];
  const read: Record<string, readonly unknown[]> = {};
  for (const [name, path] of Object.entries(lists)) {
    const items = await readList(reached, path);
    if (items === undefined) refused.push(path);
    read[name] = items ?? [];
  }
  const config = await get(reached, configPath);
  if (config.status === 403) refused.push(configPath);
  if (refused.length > 0) throw notPermitted(refused, reached);
  return {
    ...(read as unknown as Lists),
    ...(await timeThere(reached)),
    version: reached.kubernetes,
    controlPlane: controlPlaneConfig(config),
    certificates: await shownCertificate(reached),
    loadBalancers,
    etcd: undefined,
  };
}

/** An error is told as one of any other call. */
async function timeThere(reached: Reached): Promise<ServerTime> {
  return serverTime({ call: (_, path) => get(reached, path) });
}

async function shownCertificate(reached: Reached): Promise<CertificateFact[]> {
  const shown = await peek(reached.api.target);
  if (shown === undefined) return [];
  const { validFromDate, validToDate } = shown;
  return [{ what: "API server's certificate", from: validFromDate.getTime(), until: validToDate.getTime() }];
}

function controlPlaneConfig({ status, body }: Answer): ControlPlaneConfig | undefined {
  const map = configMapSchema.safeParse(body);
  if (status !== 200 || !map.success) return undefined;
  const parsed = clusterConfigurationSchema.safeParse(parse(map.data.data.ClusterConfiguration));
  if (!parsed.success) return undefined;
  const external = parsed.data.etcd?.external;
  return {
    endpoint: parsed.data.controlPlaneEndpoint,
    externalEtcd: external?.endpoints,
    ...(external === undefined ? {} : { etcdFiles: external }),
  };
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
