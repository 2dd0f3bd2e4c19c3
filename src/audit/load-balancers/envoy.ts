import { parse } from "yaml";
import { z } from "zod";
import { goDurationMs } from "../../model/duration.ts";
import type { BalancerFormat, HealthCheck, ServerGroup } from "../load-balancer.ts";

/** Envoy's own share of healthy servers below which it sends to all of them, per cent (CommonLbConfig). */
const usualPanicPercent = 50;

const duration = z.union([z.string(), z.number()]).transform((value) => goDurationMs(String(value)) ?? Number.NaN);
const healthSchema = z.looseObject({
  interval: duration.optional(),
  unhealthy_threshold: z
    .union([z.number(), z.object({ value: z.number() }).transform(({ value }) => value)])
    .optional(),
  http_health_check: z.looseObject({ path: z.string().default("/"), method: z.string().default("GET") }).optional(),
  tcp_health_check: z.unknown().optional(),
  grpc_health_check: z.unknown().optional(),
  custom_health_check: z.unknown().optional(),
});
const addressSchema = z.looseObject({
  socket_address: z.looseObject({ address: z.string(), port_value: z.number().default(0) }).optional(),
});
const endpointSchema = z.looseObject({
  lb_endpoints: z.array(z.looseObject({ endpoint: z.looseObject({ address: addressSchema }).optional() })).default([]),
});
const clusterSchema = z.looseObject({
  name: z.string().default(""),
  load_assignment: z.looseObject({ endpoints: z.array(endpointSchema).default([]) }).optional(),
  health_checks: z.array(healthSchema).default([]),
  outlier_detection: z.unknown().optional(),
  transport_socket: z.unknown().optional(),
  transport_socket_matches: z.unknown().optional(),
  tls_context: z.unknown().optional(),
  common_lb_config: z
    .looseObject({ healthy_panic_threshold: z.looseObject({ value: z.number().default(0) }).optional() })
    .optional(),
});
type Cluster = z.infer<typeof clusterSchema>;

const format: BalancerFormat = {
  name: "envoy",
  about: "Envoy's clusters: cds.yaml, a bootstrap with static_resources, or a config_dump; YAML or JSON",
  fits: (text) => /^\s*\{?\s*["']?(resources|static_resources|configs)["']?\s*:/m.test(text),
  groups: (text) => clustersIn(parse(text)).map(groupOf),
};
export default format;

/** All that looks like a cluster, wherever a file of Envoy's keeps it. */
function clustersIn(value: unknown): Cluster[] {
  if (Array.isArray(value)) return value.flatMap(clustersIn);
  if (typeof value !== "object" || value === null) return [];
  if ("load_assignment" in value || "health_checks" in value) {
    const cluster = clusterSchema.safeParse(value);
    if (!cluster.success) throw new Error(z.prettifyError(cluster.error).split("\n")[0]);
    return [cluster.data];
  }
  return Object.values(value).flatMap(clustersIn);
}

function groupOf(cluster: Cluster): ServerGroup {
  const [check] = cluster.health_checks;
  const { interval, unhealthy_threshold: threshold } = check ?? {};
  const noticed = (interval ?? Number.NaN) * (threshold ?? Number.NaN);
  return {
    name: `cluster ${cluster.name}`,
    servers: (cluster.load_assignment?.endpoints ?? [])
      .flatMap(({ lb_endpoints }) => lb_endpoints)
      .flatMap(({ endpoint }) => {
        const address = endpoint?.address.socket_address;
        return address === undefined ? [] : [`${address.address}:${address.port_value}`];
      }),
    check: checkOf(cluster, check),
    ...(Number.isFinite(noticed) ? { noticedMs: noticed } : {}),
    panicPercent: panicOf(cluster),
  };
}

function checkOf(cluster: Cluster, check: Cluster["health_checks"][number] | undefined): HealthCheck {
  if (check === undefined) return { how: cluster.outlier_detection === undefined ? "nothing" : "passive" };
  const sockets = [cluster.transport_socket, cluster.transport_socket_matches, cluster.tls_context];
  const secure = /tls/i.test(JSON.stringify(sockets));
  if (check.http_health_check !== undefined) {
    const { path, method } = check.http_health_check;
    return { how: "http", method, path, secure };
  }
  if (check.tcp_health_check !== undefined) return { how: secure ? "tls" : "tcp" };
  return { how: "other", what: check.grpc_health_check === undefined ? "a check of its own" : "gRPC" };
}

function panicOf({ common_lb_config: common }: Cluster): number {
  return common?.healthy_panic_threshold === undefined ? usualPanicPercent : common.healthy_panic_threshold.value;
}
