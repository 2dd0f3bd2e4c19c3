import type { NodeRuntime } from "../model/node-runtime.ts";
import { scriptWords } from "./script.ts";

/**
 * Prints quota and period of each group in a node that has a limit of CPU time, with control groups v1; nothing with v2.
 * One that goes meanwhile has none.
 */
const quotas = [
  "[ ! -e /sys/fs/cgroup/cgroup.controllers ] || exit 0",
  "find /sys/fs/cgroup/cpu/ -name cpu.cfs_quota_us | while read -r file",
  `do read -r quota <"$file" && read -r period <"\${file%quota_us}period_us" && [ "$quota" -gt 0 ] && echo "$quota $period"`,
  "done 2>/dev/null; true",
].join("\n");

/**
 * The most that a group within a node may have, in percent of one CPU, where no limit of the node may be below it: with
 * control groups v1 the kernel refuses that (tg_cfs_schedulable_down, kernel/sched/core.c), with v2 the lesser one counts.
 * 0 where there is none.
 */
export async function leastCpuPercent(runtime: NodeRuntime, node: string): Promise<number> {
  const { stdout } = await runtime.look(node, scriptWords(quotas));
  const shares = stdout.matchAll(/^(\d+) (\d+)$/gm).map(([, quota, period]) => (Number(quota) / Number(period)) * 100);
  return Math.max(0, ...shares);
}
