import type { V1Lifecycle, V1PodSpec } from "@kubernetes/client-node";

/** Kubernetes' own, seconds (core/v1, terminationGracePeriodSeconds). */
export const usualGraceSeconds = 30;

/** How long a container's preStop waits, seconds, as far as its manifest says: a sleep of Kubernetes' own, or a command. */
export function waitOf(lifecycle: V1Lifecycle | undefined): number {
  const { preStop } = lifecycle ?? {};
  if (preStop?.sleep !== undefined) return preStop.sleep.seconds;
  const words = (preStop?.exec?.command ?? []).join(" ");
  return Number(/\bsleep\s+["']?(\d+(?:\.\d+)?)/.exec(words)?.[1] ?? 0);
}

/** What a preStop does, in words; undefined where there is none. */
export function describePreStop(lifecycle: V1Lifecycle | undefined): string | undefined {
  const { preStop } = lifecycle ?? {};
  if (preStop?.sleep !== undefined) return `sleeps ${preStop.sleep.seconds} s`;
  if (preStop?.exec !== undefined) return `runs ${(preStop.exec.command ?? []).join(" ").slice(0, 60)}`;
  if (preStop?.httpGet !== undefined) return `asks ${preStop.httpGet.path ?? "/"}`;
  return undefined;
}

/** The containers of a pod that serve: those with ports, all where none says any. */
export function servingContainers({ containers }: V1PodSpec): V1PodSpec["containers"] {
  const withPorts = containers.filter(({ ports = [] }) => ports.length > 0);
  return withPorts.length === 0 ? containers : withPorts;
}
