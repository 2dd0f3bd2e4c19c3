import { parse } from "yaml";
import { z } from "zod";
import { goDurationMs } from "../model/duration.ts";
import type { LoadBalancerSettings } from "../model/settings.ts";

const duration = z.string().transform((text) => goDurationMs(text) ?? 0);
const clustersSchema = z.object({
  resources: z.array(
    z.looseObject({
      connect_timeout: duration.default(5_000),
      health_checks: z.array(
        z.looseObject({
          timeout: duration,
          interval: duration,
          unhealthy_threshold: z.number(),
          healthy_threshold: z.number(),
          no_traffic_interval: duration.optional(),
          http_health_check: z.looseObject({ path: z.string() }).optional(),
        }),
      ),
    }),
  ),
});

/**
 * Settings of kind's Envoy (0.32 and newer) from its cluster resources (cds.yaml); undefined where the text is
 * something else.
 */
export function parseEnvoy(text: string): LoadBalancerSettings | undefined {
  const parsed = clustersSchema.safeParse(parse(text));
  const cluster = parsed.data?.resources.find((resource) => resource.health_checks.length > 0);
  const [check] = cluster?.health_checks ?? [];
  if (cluster === undefined || check === undefined) return undefined;
  return {
    kind: "envoy",
    path: check.http_health_check?.path ?? "",
    intervalMs: check.interval,
    timeoutMs: check.timeout,
    unhealthyThreshold: check.unhealthy_threshold,
    healthyThreshold: check.healthy_threshold,
    // Envoy's own default: 60 s.
    noTrafficIntervalMs: check.no_traffic_interval ?? 60_000,
    connectTimeoutMs: cluster.connect_timeout,
  };
}

/**
 * Settings of kind's HAProxy (0.31 and older) from haproxy.cfg; HAProxy's own defaults are inter 2s, fall 3, rise 2,
 * check timeout = inter.
 */
export function parseHaproxy(text: string): LoadBalancerSettings | undefined {
  const path = /option httpchk GET (\S+)/.exec(text)?.[1];
  if (path === undefined) return undefined;
  const inter = Number(/\binter (\d+)s\b/.exec(text)?.[1] ?? 2) * 1_000;
  return {
    kind: "haproxy",
    path,
    intervalMs: inter,
    timeoutMs: inter,
    unhealthyThreshold: Number(/\bfall (\d+)\b/.exec(text)?.[1] ?? 3),
    healthyThreshold: Number(/\brise (\d+)\b/.exec(text)?.[1] ?? 2),
    connectTimeoutMs: Number(/timeout connect (\d+)/.exec(text)?.[1] ?? 5_000),
  };
}
