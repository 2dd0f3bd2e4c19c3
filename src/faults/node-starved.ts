import { z } from "zod";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ContainerLook } from "../model/leftover.ts";
import type { ContainerState } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedNumber } from "../node-tools/captured.ts";
import { leastCpuPercent } from "../node-tools/cpu-quotas.ts";

const params = z.strictObject({
  /** What is left to the node, in percent of one CPU. */
  cpuPercent: z.number().min(1).max(100).default(5),
});

/**
 * In each period of this length a node may use its share, and then waits for the next, microseconds. Long, because an
 * etcd that waits for less than 100 ms at a time never loses its lead; the kernel's longest is 1 s
 * (Documentation/scheduler/sched-bwc). That it is not quite 1 s is the mark by which the fault knows its own limit.
 */
const periodUs = 999_000;

/** A node that wants more than its share waits in each period: so long is looked for the next one, milliseconds. */
const nextWithinMs = 3_000;

/** Leaves the target so little CPU time, in percent of one CPU, until the fault is over. */
export function nodeStarved(on: TargetSpec, cpuPercent = 5): FaultSpec {
  return faultOn(definition, on, { cpuPercent });
}

function quotaUs(cpuPercent: number): number {
  return Math.round((periodUs * cpuPercent) / 100);
}

function isOwn({ cpuLimit }: Pick<ContainerState, "cpuLimit">): boolean {
  return cpuLimit?.periodUs === periodUs;
}

function describeLimit({ cpuLimit }: Pick<ContainerState, "cpuLimit">): string {
  if (cpuLimit === undefined) return "it may have all CPU time";
  return `it may have ${Math.round((cpuLimit.quotaUs / cpuLimit.periodUs) * 1_000) / 10} % of one CPU`;
}

/** A limit of this fault's own. */
function limitLook(node: string): ContainerLook {
  return {
    what: "a limit of CPU time",
    node,
    isLeft: isOwn,
    mend: [{ do: "unlimit-cpu", node, periodUs }],
  };
}

const definition = defineFault({
  name: "node-starved",
  summary: "a node that gets hardly any CPU time",
  breaks:
    "The CPU time of a whole node, as on a machine that is oversold or beside a process that takes everything: in each " +
    "period of about a second its processes run for a share of it, and wait for the rest.",
  fromOutside:
    "Everything of it answers late or not at all, and nothing is refused. Its etcd member misses heartbeats, and where " +
    "it led another one is elected; its API server's checks fail by and by, and its kubelet renews its lease late.",
  evidence:
    "The engine says what the node may have, and counts the next period in which it waits; nothing runs in the node for it.",
  params,
  sustained: true,
  unsupported: ({ features }) =>
    features.cfs_bandwidth === "no" ? "it needs cfs_bandwidth, which this kernel does not have" : undefined,
  describe: ({ cpuPercent }) => `node starved: at most ${cpuPercent} % of one CPU`,
  capture: async (runtime, { node }, { cpuPercent }) => {
    const state = await runtime.inspect(node.name);
    if (!state.running || state.paused)
      throw new PlatformError("target-down", `${node.name} ${state.paused ? "is paused" : "does not run"} already`);
    if (isOwn(state))
      throw new PlatformError("target-down", `${node.name} is starved already: nobody could tell by whom`);
    if (state.cpuLimit !== undefined)
      throw new PlatformError("target-unfit", `${node.name} has a limit of CPU time of its own: it would be lost`);
    const least = await leastCpuPercent(runtime, node.name);
    if (least > cpuPercent)
      throw new PlatformError(
        "target-unfit",
        `a container on ${node.name} may have ${Math.ceil(least * 10) / 10} % of one CPU: with control groups v1 the node cannot have less`,
      );
    const { throttledPeriods } = await runtime.throttling(node.name);
    return { throttled: String(throttledPeriods) };
  },
  captured: z.strictObject({ throttled: capturedNumber }),
  inject: ({ node }, { cpuPercent }) => [{ do: "limit-cpu", node: node.name, periodUs, quotaUs: quotaUs(cpuPercent) }],
  undo: ({ node }) => limitLook(node.name).mend,
  active: async (runtime, { node }, { cpuPercent }, { throttled }) => {
    const state = await runtime.inspect(node.name);
    const before = await runtime.throttling(node.name);
    const told = (next = { throttledPeriods: 0, throttledMs: 0 }) => {
      const periods = before.throttledPeriods + next.throttledPeriods - Number(throttled);
      const ms = Math.round(before.throttledMs + next.throttledMs);
      return `${describeLimit(state)}, and waited in ${periods} periods since (${ms} ms in all)`;
    };
    if (!isOwn(state) || state.cpuLimit?.quotaUs !== quotaUs(cpuPercent)) return { proven: false, detail: told() };
    // What it waited before says nothing of now.
    const next = await runtime.throttling(node.name, nextWithinMs);
    if (next.throttledPeriods > 0) return { proven: true, detail: told(next) };
    return { proven: false, detail: `${told()}, but not in the next ${nextWithinMs / 1_000} s` };
  },
  healed: async (runtime, { node }) => {
    const state = await runtime.inspect(node.name);
    return { proven: state.running && !isOwn(state), detail: describeLimit(state) };
  },
  leftovers: ({ node }) => [limitLook(node.name)],
});

export default definition;
