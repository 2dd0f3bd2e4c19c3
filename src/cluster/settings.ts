import { createHash } from "node:crypto";
import { parse } from "yaml";
import type { Engine } from "../host/engine.ts";
import { type Cluster, controlPlanes, etcdNodes } from "../model/cluster.ts";
import { goDurationMs } from "../model/duration.ts";
import { PlatformError } from "../model/errors.ts";
import type { LoadBalancerSettings, Settings } from "../model/settings.ts";
import { stockLiveness, stockSettings } from "../model/stock.ts";
import { commandLine, components, type Flags, parseCommandLines } from "./component-flags.ts";
import { parseEnvoy, parseHaproxy } from "./load-balancer-config.ts";
import { readLiveness, staticPods } from "./static-pods.ts";

/**
 * The settings of the running cluster: command lines and kubelet configuration of its first control plane, etcd's of
 * its first member, and its load balancer's own files. Throws PlatformError where one of them could not be read: a
 * setting that nobody saw is not the default.
 */
export async function readSettings(engine: Pick<Engine, "exec">, cluster: Cluster): Promise<Settings> {
  const [first] = controlPlanes(cluster);
  const balancer = cluster.nodes.find((node) => node.role === "load-balancer");
  const [member] = etcdNodes(cluster);
  if (first === undefined || member === undefined)
    throw new PlatformError("settings", `${cluster.name} has no control plane`);
  const read = (node: string, script: string) => readFrom(engine, node, script);
  const [etcd, commands, manifests, kubelet, envoy, haproxy] = await Promise.all([
    read(member.name, commandLine("etcd")),
    read(first.name, components.slice(1).map(commandLine).join("; ")),
    read(first.name, staticPods),
    read(first.name, "cat /var/lib/kubelet/config.yaml"),
    balancer === undefined ? "" : read(balancer.name, "cat /home/envoy/cds.yaml 2>/dev/null || true"),
    balancer === undefined ? "" : read(balancer.name, "cat /usr/local/etc/haproxy/haproxy.cfg 2>/dev/null || true"),
  ]);
  const parsed = parseEnvoy(envoy) ?? parseHaproxy(haproxy);
  const loadBalancer = parsed && { ...parsed, digest: digestOf(envoy || haproxy) };
  if (loadBalancer === undefined && balancer !== undefined) {
    throw new PlatformError("settings", `${balancer.name} has neither kind's Envoy nor its HAProxy configuration`);
  }
  return settingsFrom(
    "running cluster",
    parseCommandLines(`${etcd}\n${commands}`),
    kubeletConfiguration(kubelet, first.name),
    loadBalancer,
    readLiveness(manifests),
  );
}

/** So many characters of a SHA-256 tell configurations of one load balancer apart. */
function digestOf(configuration: string): string {
  return createHash("sha256").update(configuration).digest("hex").slice(0, 16);
}

async function readFrom(engine: Pick<Engine, "exec">, node: string, script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await engine.exec(node, ["sh", "-c", script]);
  if (exitCode === 0) return stdout;
  throw new PlatformError("settings", `${node} did not tell its settings (exit code ${exitCode}): ${stderr.trim()}`);
}

function kubeletConfiguration(text: string, node: string): Readonly<Record<string, unknown>> {
  const parsed: { kind?: unknown } | undefined = parse(text);
  if (parsed?.kind === "KubeletConfiguration") return parsed as Readonly<Record<string, unknown>>;
  throw new PlatformError("settings", `${node} has no kubelet configuration that can be read`);
}

const stockLivenessOfAll = Object.fromEntries(components.map((name) => [name, stockLiveness]));

/** Settings from flags; what is not set is the component's own default (src/model/stock.ts). */
export function settingsFrom(
  source: string,
  flags: Readonly<Record<string, Flags>>,
  kubelet: Readonly<Record<string, unknown>>,
  loadBalancer: LoadBalancerSettings | undefined,
  liveness: Settings["kubelet"]["liveness"] = stockLivenessOfAll,
): Settings {
  const flag = (component: (typeof components)[number], name: string) => flags[component]?.[name];
  const ms = (component: (typeof components)[number], name: string, fallback: number) =>
    goDurationMs(flag(component, name) ?? "") ?? fallback;
  const stock = stockSettings;
  const toleration = (name: string, fallback: number) =>
    Number(flag("kube-apiserver", name) ?? fallback / 1_000) * 1_000;
  const election = (component: "kube-controller-manager" | "kube-scheduler") => ({
    leaseMs: ms(component, "leader-elect-lease-duration", stock.scheduler.leaseMs),
    renewMs: ms(component, "leader-elect-renew-deadline", stock.scheduler.renewMs),
    retryMs: ms(component, "leader-elect-retry-period", stock.scheduler.retryMs),
  });
  const { nodeMonitorPeriodMs, nodeMonitorGraceMs } = stock.controllerManager;
  const { notReadyTolerationMs, unreachableTolerationMs, requestTimeoutMs, shutdownDelayMs } = stock.apiServer;
  return {
    source,
    etcd: {
      heartbeatMs: Number(flag("etcd", "heartbeat-interval") ?? stock.etcd.heartbeatMs),
      electionMs: Number(flag("etcd", "election-timeout") ?? stock.etcd.electionMs),
      // 0 stands for the default.
      quotaBytes: Number(flag("etcd", "quota-backend-bytes") ?? 0) || stock.etcd.quotaBytes,
      snapshotCount: Number(flag("etcd", "snapshot-count") ?? stock.etcd.snapshotCount),
    },
    ...(loadBalancer === undefined ? {} : { loadBalancer }),
    controllerManager: {
      ...election("kube-controller-manager"),
      nodeMonitorPeriodMs: ms("kube-controller-manager", "node-monitor-period", nodeMonitorPeriodMs),
      nodeMonitorGraceMs: ms("kube-controller-manager", "node-monitor-grace-period", nodeMonitorGraceMs),
    },
    scheduler: election("kube-scheduler"),
    apiServer: {
      notReadyTolerationMs: toleration("default-not-ready-toleration-seconds", notReadyTolerationMs),
      unreachableTolerationMs: toleration("default-unreachable-toleration-seconds", unreachableTolerationMs),
      requestTimeoutMs: ms("kube-apiserver", "request-timeout", requestTimeoutMs),
      shutdownDelayMs: ms("kube-apiserver", "shutdown-delay-duration", shutdownDelayMs),
    },
    kubelet: {
      leaseDurationMs: Number(kubelet.nodeLeaseDurationSeconds ?? stock.kubelet.leaseDurationMs / 1_000) * 1_000,
      statusFrequencyMs:
        goDurationMs(String(kubelet.nodeStatusUpdateFrequency ?? "")) || stock.kubelet.statusFrequencyMs,
      liveness,
    },
  };
}
