import { z } from "zod";
import { PlatformError } from "../model/errors.ts";
import type { Captured, Evidence } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";

/** Components of a control plane that run as static pods; the names of their manifests, too. */
export const componentSchema = z.enum(["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"]);
export type Component = z.infer<typeof componentSchema>;

export const componentParams = z.strictObject({ component: componentSchema });

/** The kernel keeps 15 characters of a process's name. */
export function processName(component: Component): string {
  return component.slice(0, 15);
}

/** One process of a node: its number and the time it began, which together are its alone. */
export interface Process {
  readonly pid: string;
  readonly startTime: string;
  /** The kernel's letter: R and S go on, T is stopped. */
  readonly state: string;
}

/** The running processes of a component on a node, oldest first. */
export async function processesOf(runtime: NodeRuntime, node: string, component: Component): Promise<Process[]> {
  // Field 22 of /proc/PID/stat is the start time; what follows the last ")" begins with field 3. A zombie (state Z)
  // runs no more.
  const script = `for p in $(pgrep -x ${processName(component)}); do s=$(sed 's/.*) //' /proc/$p/stat 2>/dev/null) && set -- $s && [ "$1" != Z ] && echo "$p \${20} $1"; done; true`;
  const { stdout } = await runtime.exec(node, ["sh", "-c", script]);
  return stdout
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [pid = "", startTime = "", state = ""] = line.split(" ");
      return { pid, startTime, state };
    });
}

/**
 * The one running process of a component; throws PlatformError when it does not run, because then there is nothing to
 * break.
 */
export async function captureProcess(runtime: NodeRuntime, node: string, component: Component): Promise<Captured> {
  const [process] = await processesOf(runtime, node, component);
  if (process === undefined)
    throw new PlatformError("target-down", `${component} does not run on ${node}: there is nothing to break`);
  return { pid: process.pid, startTime: process.startTime };
}

/** Whether a process is the one that was captured, and not another under the same number. */
export function sameProcess(process: Process, captured: Captured): boolean {
  return process.pid === captured.pid && process.startTime === captured.startTime;
}

/** Whether the process that was captured is gone, whatever runs in its place. */
export async function processGone(
  runtime: NodeRuntime,
  node: string,
  component: Component,
  captured: Captured,
): Promise<Evidence> {
  const running = await processesOf(runtime, node, component);
  const same = running.some((process) => sameProcess(process, captured));
  return { proven: !same, detail: same ? `process ${captured.pid} still runs` : `process ${captured.pid} is gone` };
}

/** Whether a process of the component runs again that is not the captured one. */
export async function processRestarted(
  runtime: NodeRuntime,
  node: string,
  component: Component,
  captured: Captured,
): Promise<Evidence> {
  const [process] = await processesOf(runtime, node, component);
  const back = process !== undefined && !sameProcess(process, captured);
  return { proven: back, detail: back ? `process ${process.pid} runs in its place` : `${component} does not run yet` };
}

/** Where the kubelet finds the static pods that it keeps running. */
export const manifestFolder = "/etc/kubernetes/manifests";

/**
 * Where manifests lie while they are away: on the same file system, so that moving is one step, and outside of what the
 * kubelet sees.
 */
export const stashFolder = "/etc/kubernetes/kind-chaos";

/** A manifest that was moved away and not back: the kubelet does not start its component. */
export function movedManifestLook(node: string): CommandLook {
  return {
    what: "a manifest that was moved away",
    node,
    argv: ["sh", "-c", `ls ${stashFolder} 2>/dev/null; true`],
    isLeft: ({ stdout }) => stdout.includes(".yaml"),
  };
}

/** A component's process that was stopped by a signal and does not go on. */
export function stoppedProcessLook(node: string): CommandLook {
  const names = componentSchema.options.map(processName).join("|");
  const states = `$(pgrep -x '${names}' | sed 's|.*|/proc/&/status|')`;
  return {
    what: "a component that was stopped with SIGSTOP",
    node,
    // /dev/null keeps grep from waiting for its input where no component runs.
    argv: ["sh", "-c", `grep -l '^State:.T' /dev/null ${states} 2>/dev/null; true`],
    isLeft: ({ stdout }) => stdout.trim() !== "",
  };
}
