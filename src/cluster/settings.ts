import { goDurationMs } from "../model/duration.ts";
import type { LoadBalancerSettings, Settings } from "../model/settings.ts";
import { stockLiveness, stockSettings } from "../model/stock.ts";
import { components, type Flags } from "./component-flags.ts";

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
