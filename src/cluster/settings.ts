import { parse } from "yaml";
import { type Cluster, controlPlanes } from "../model/cluster.ts";
import { goDurationMs } from "../model/duration.ts";
import { PlatformError } from "../model/errors.ts";
import type { LoadBalancerSettings, Settings } from "../model/settings.ts";
import type { Engine } from "../platform/engine.ts";
import { parseEnvoy, parseHaproxy } from "./load-balancer-config.ts";

type Flags = Readonly<Record<string, string>>;

const components = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;

// Prints each component's command line as the kernel holds it: what runs, not what a manifest says.
const commandLines = components
  .map((name) => `echo "== ${name}"; pid=$(pgrep -o -f '^(/[^ ]*/)?${name} ') && tr '\\0' '\\n' < /proc/$pid/cmdline`)
  .join("; ");

/** The settings of the running cluster: command lines and kubelet configuration of its first control plane, and its load balancer's own files. */
export async function readSettings(engine: Engine, cluster: Cluster): Promise<Settings> {
  const [first] = controlPlanes(cluster);
  const balancer = cluster.nodes.find((node) => node.role === "load-balancer");
  if (first === undefined) throw new PlatformError("settings", `${cluster.name} has no control plane`);
  const read = async (node: string, script: string) => (await engine.exec(node, ["sh", "-c", script])).stdout;
  const [commands, kubelet, envoy, haproxy] = await Promise.all([
    read(first.name, commandLines),
    read(first.name, "cat /var/lib/kubelet/config.yaml"),
    balancer === undefined ? "" : read(balancer.name, "cat /home/envoy/cds.yaml 2>/dev/null || true"),
    balancer === undefined ? "" : read(balancer.name, "cat /usr/local/etc/haproxy/haproxy.cfg 2>/dev/null || true"),
  ]);
  const loadBalancer = parseEnvoy(envoy) ?? parseHaproxy(haproxy);
  if (loadBalancer === undefined && balancer !== undefined) {
    throw new PlatformError("settings", `${balancer.name} has neither kind's Envoy nor its HAProxy configuration`);
  }
  return settingsFrom("running cluster", parseCommandLines(commands), parse(kubelet) ?? {}, loadBalancer);
}

/** Command-line flags by component, from the output of the script above; throws PlatformError where a component is missing. */
export function parseCommandLines(text: string): Record<string, Flags> {
  const sections = text.split(/^== /m).slice(1);
  const flags = Object.fromEntries(
    sections.map((section) => {
      const [name = "", ...words] = section.split("\n");
      const pairs = words.flatMap((word) => {
        const match = /^--([^=]+)(?:=(.*))?$/.exec(word);
        return match === null ? [] : [[match[1] ?? "", match[2] ?? "true"] as const];
      });
      return [name, Object.fromEntries(pairs)] as const;
    }),
  );
  const missing = components.filter((name) => Object.keys(flags[name] ?? {}).length === 0);
  if (missing.length > 0)
    throw new PlatformError("settings", `no running ${missing.join(", ")} was found to read flags from`);
  return flags;
}

/** kind 0.33's Envoy, for `plan`, which looks at no cluster (kind pkg/cluster/internal/loadbalancer/config.go). */
export const kindEnvoy: LoadBalancerSettings = {
  kind: "envoy",
  path: "/healthz",
  intervalMs: 2_000,
  timeoutMs: 3_000,
  unhealthyThreshold: 2,
  healthyThreshold: 1,
  noTrafficIntervalMs: 3_000,
  connectTimeoutMs: 250,
};

/**
 * Settings from flags; what is not set is the component's own default: etcd 100 ms / 1000 ms, 2 GiB (etcd server/embed/config.go), leader election
 * 15 s / 10 s / 2 s (component-base config/v1alpha1), node monitor 5 s / 50 s since 1.32 (kubernetes #126287), tolerations 300 s.
 */
export function settingsFrom(
  source: string,
  flags: Readonly<Record<string, Flags>>,
  kubelet: Readonly<Record<string, unknown>>,
  loadBalancer: LoadBalancerSettings | undefined,
): Settings {
  const flag = (component: (typeof components)[number], name: string) => flags[component]?.[name];
  const ms = (component: (typeof components)[number], name: string, fallback: number) =>
    goDurationMs(flag(component, name) ?? "") ?? fallback;
  const seconds = (name: string) => Number(flag("kube-apiserver", name) ?? 300) * 1_000;
  const election = (component: "kube-controller-manager" | "kube-scheduler") => ({
    leaseMs: ms(component, "leader-elect-lease-duration", 15_000),
    renewMs: ms(component, "leader-elect-renew-deadline", 10_000),
    retryMs: ms(component, "leader-elect-retry-period", 2_000),
  });
  return {
    source,
    etcd: {
      heartbeatMs: Number(flag("etcd", "heartbeat-interval") ?? 100),
      electionMs: Number(flag("etcd", "election-timeout") ?? 1_000),
      // 0 stands for the default.
      quotaBytes: Number(flag("etcd", "quota-backend-bytes") ?? 0) || 2 * 2 ** 30,
      snapshotCount: Number(flag("etcd", "snapshot-count") ?? 10_000),
    },
    ...(loadBalancer === undefined ? {} : { loadBalancer }),
    controllerManager: {
      ...election("kube-controller-manager"),
      nodeMonitorPeriodMs: ms("kube-controller-manager", "node-monitor-period", 5_000),
      nodeMonitorGraceMs: ms("kube-controller-manager", "node-monitor-grace-period", 50_000),
    },
    scheduler: election("kube-scheduler"),
    apiServer: {
      notReadyTolerationMs: seconds("default-not-ready-toleration-seconds"),
      unreachableTolerationMs: seconds("default-unreachable-toleration-seconds"),
      requestTimeoutMs: ms("kube-apiserver", "request-timeout", 60_000),
      shutdownDelayMs: ms("kube-apiserver", "shutdown-delay-duration", 0),
    },
    kubelet: {
      leaseDurationMs: Number(kubelet.nodeLeaseDurationSeconds ?? 40) * 1_000,
      statusFrequencyMs: goDurationMs(String(kubelet.nodeStatusUpdateFrequency ?? "")) || 10_000,
    },
  };
}
