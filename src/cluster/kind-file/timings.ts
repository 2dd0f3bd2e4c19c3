import { goDurationMs } from "../../model/duration.ts";
import type { KindConfig } from "../../model/topology.ts";
import { type PlannedArguments, plannedArguments } from "./component-arguments.ts";
import type { Fault } from "./validate.ts";

type Component = Exclude<keyof PlannedArguments, "kubeletConfiguration" | "externalEtcd">;

const numbers: readonly (readonly [Component, string])[] = [
  ["etcd", "heartbeat-interval"],
  ["etcd", "election-timeout"],
  ["etcd", "quota-backend-bytes"],
  ["etcd", "snapshot-count"],
  ["kube-apiserver", "default-not-ready-toleration-seconds"],
  ["kube-apiserver", "default-unreachable-toleration-seconds"],
];
const durations: readonly (readonly [Component, string])[] = [
  ...(["kube-controller-manager", "kube-scheduler"] as const).flatMap((component) =>
    ["leader-elect-lease-duration", "leader-elect-renew-deadline", "leader-elect-retry-period"].map(
      (name) => [component, name] as const,
    ),
  ),
  ["kube-controller-manager", "node-monitor-period"],
  ["kube-controller-manager", "node-monitor-grace-period"],
  ["kube-apiserver", "request-timeout"],
  ["kube-apiserver", "shutdown-delay-duration"],
  ["kubelet", "node-status-update-frequency"],
];

/**
 * Timings that a component cannot start with, which would show after minutes: what is no number or duration, and what
 * etcd (server/embed/config.go) and leader election (client-go tools/leaderelection) refuse together.
 */
export function timingFaults(config: KindConfig, kubernetes: string): Fault[] {
  const found = plannedArguments(config, kubernetes);
  const reasons = [
    ...numbers.flatMap(([component, name]) => unreadable(found, component, name, isWhole)),
    ...durations.flatMap(([component, name]) => unreadable(found, component, name, isDuration)),
  ];
  return (reasons.length > 0 ? reasons : together(found)).map((reason) => ({ path: [], reason }));
}

function unreadable(
  found: PlannedArguments,
  component: Component,
  name: string,
  isGood: (text: string) => boolean,
): string[] {
  const text = found[component][name];
  if (text === undefined || isGood(text)) return [];
  return [
    `${component} --${name}: ${JSON.stringify(text)} is no ${isGood === isWhole ? "whole number" : "duration like 10s"}`,
  ];
}

function isWhole(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function isDuration(text: string): boolean {
  return goDurationMs(text) !== undefined;
}

function together(found: PlannedArguments): string[] {
  const heartbeat = Number(found.etcd["heartbeat-interval"] ?? 100);
  const election = Number(found.etcd["election-timeout"] ?? 1_000);
  const etcd =
    election < 5 * heartbeat
      ? [`etcd --election-timeout: ${election} ms must be at least 5 times --heartbeat-interval, ${heartbeat} ms`]
      : election > 50_000
        ? [`etcd --election-timeout: ${election} ms is more than 50000 ms, the most that etcd takes`]
        : [];
  const elections = (["kube-controller-manager", "kube-scheduler"] as const).flatMap((component) => {
    const ms = (name: string, stock: string) => goDurationMs(found[component][`leader-elect-${name}`] ?? stock) ?? 0;
    const [lease, renew, retry] = [
      ms("lease-duration", "15s"),
      ms("renew-deadline", "10s"),
      ms("retry-period", "2s"),
    ] as const;
    if (lease <= renew) return [`${component}: the lease of its leader must be longer than the renew deadline`];
    return renew <= retry * 1.2
      ? [`${component}: the renew deadline must be more than 1.2 times the retry period`]
      : [];
  });
  return [...etcd, ...elections];
}
