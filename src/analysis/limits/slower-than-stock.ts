import type { SlowSetting } from "../../model/failover.ts";
import type { Settings } from "../../model/settings.ts";
import { kindEnvoy, stockLiveness, stockSettings } from "../../model/stock.ts";

/** The settings of a cluster that make it notice or mend failures later than with the components' own defaults. */
export function slowerThanStock(settings: Settings | undefined): SlowSetting[] {
  if (settings === undefined) return [];
  const { etcd, controllerManager, scheduler, apiServer, kubelet, loadBalancer } = settings;
  const stock = stockSettings;
  const compared: [string, number, number][] = [
    ["etcd election-timeout", etcd.electionMs, stock.etcd.electionMs],
    ["etcd heartbeat-interval", etcd.heartbeatMs, stock.etcd.heartbeatMs],
    ...elections("controller manager", controllerManager, stock.controllerManager),
    ...elections("scheduler", scheduler, stock.scheduler),
    ["node-monitor-period", controllerManager.nodeMonitorPeriodMs, stock.controllerManager.nodeMonitorPeriodMs],
    ["node-monitor-grace-period", controllerManager.nodeMonitorGraceMs, stock.controllerManager.nodeMonitorGraceMs],
    ["not-ready toleration", apiServer.notReadyTolerationMs, stock.apiServer.notReadyTolerationMs],
    ["unreachable toleration", apiServer.unreachableTolerationMs, stock.apiServer.unreachableTolerationMs],
    ["kubelet node lease", kubelet.leaseDurationMs, stock.kubelet.leaseDurationMs],
    ...Object.entries(kubelet.liveness ?? {}).map(([component, probe]): [string, number, number] => [
      `liveness probe of ${component} until a restart`,
      untilRestartMs(probe),
      untilRestartMs(stockLiveness),
    ]),
    // Only kind's Envoy is known by its defaults; other load balancers are no slower than themselves.
    ...(loadBalancer?.kind === "envoy" ? checks(loadBalancer) : []),
  ];
  return compared
    .filter(([, valueMs, stockMs]) => valueMs > stockMs)
    .map(([setting, valueMs, stockMs]) => ({ setting, valueMs, stockMs }));
}

function elections(who: string, mine: Settings["scheduler"], stock: Settings["scheduler"]): [string, number, number][] {
  return [
    [`${who} leader-elect-lease-duration`, mine.leaseMs, stock.leaseMs],
    [`${who} leader-elect-retry-period`, mine.retryMs, stock.retryMs],
  ];
}

function untilRestartMs({ periodMs, timeoutMs, failureThreshold }: typeof stockLiveness | Liveness): number {
  return failureThreshold * Math.max(periodMs, timeoutMs);
}

type Liveness = NonNullable<Settings["kubelet"]["liveness"]>[string];

function checks(mine: NonNullable<Settings["loadBalancer"]>): [string, number, number][] {
  const ejectMs = ({ unhealthyThreshold, intervalMs, timeoutMs }: typeof mine) =>
    unhealthyThreshold * (intervalMs + timeoutMs);
  const returnMs = ({ healthyThreshold, intervalMs }: typeof mine) => healthyThreshold * intervalMs;
  return [
    ["load balancer's checks until a dead backend is left out", ejectMs(mine), ejectMs(kindEnvoy)],
    ["load balancer's checks until a backend is taken back", returnMs(mine), returnMs(kindEnvoy)],
  ];
}
