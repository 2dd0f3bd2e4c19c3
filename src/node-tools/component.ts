import { z } from "zod";
import { PlatformError } from "../model/errors.ts";
import type { Captured, Evidence } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { componentFunction, componentWords } from "./component-processes.ts";
import { type Process, readProcesses, sameProcess } from "./processes.ts";
import { scriptWords } from "./script.ts";

/** Components of a control plane that run as static pods; the names of their manifests, too. */
export const staticPodSchema = z.enum(["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"]);
export type StaticPod = z.infer<typeof staticPodSchema>;

/** The parameters of a fault on one of them. */
export const staticPodParams = z.strictObject({ component: staticPodSchema });

/** What else is kept running on a node as if it were one: on a load balancer with a virtual address. */
const componentSchema = z.enum([...staticPodSchema.options, "haproxy"]);
export type Component = z.infer<typeof componentSchema>;

/** The parameters of a fault on any of these. */
export const componentParams = z.strictObject({ component: componentSchema });

/** The kernel keeps 15 characters of a process's name. */
export function processName(component: Component): string {
  return component.slice(0, 15);
}

/** The running processes of components on a node, and of no application that has the same name. */
export async function processesOf(
  runtime: NodeRuntime,
  node: string,
  ...wanted: readonly Component[]
): Promise<Process[]> {
  const { stdout } = await runtime.look(node, componentWords(wanted.map(processName).join("|")));
  return readProcesses(stdout);
}

/**
 * The one running process of a component; throws PlatformError when it does not run, because then there is nothing to
 * break.
 */
export async function captureProcess(runtime: NodeRuntime, node: string, component: Component): Promise<Captured> {
  const [process] = await processesOf(runtime, node, component);
  if (process === undefined)
    throw new PlatformError("target-down", `${component} does not run on ${node}: there is nothing to break`);
  if (process.state === "T")
    throw new PlatformError("target-down", `${component} on ${node} is stopped already: nobody could tell by whom`);
  return { pid: process.pid, startTime: process.startTime };
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

/** Whether a process of the component runs again that is not the captured one, which is gone. */
export async function processRestarted(
  runtime: NodeRuntime,
  node: string,
  component: Component,
  captured: Captured,
): Promise<Evidence> {
  const running = await processesOf(runtime, node, component);
  if (running.some((process) => sameProcess(process, captured)))
    return { proven: false, detail: `process ${captured.pid} still runs` };
  const [process] = running;
  if (process === undefined) return { proven: false, detail: `${component} does not run yet` };
  return { proven: true, detail: `process ${process.pid} runs in its place` };
}

/** Where the kubelet finds the static pods that it keeps running. */
export const manifestFolder = "/etc/kubernetes/manifests";

/**
 * Where manifests lie while they are away: on the same file system, so that moving is one step, and outside of what the
 * kubelet sees.
 */
export const stashFolder = "/etc/kubernetes/kind-chaos";

/** Moves each manifest back that was moved away; another may do so at the same time. */
const moveBack = [
  `[ -d ${stashFolder} ] || exit 0; cd ${stashFolder} || exit`,
  `for file in *.yaml; do [ ! -e "$file" ] || mv "$file" ${manifestFolder}/ || [ ! -e "$file" ] || exit 1; done`,
  `rmdir ${stashFolder} 2>/dev/null; true`,
].join("\n");

/** A manifest that was moved away and not back: the kubelet does not start its component. */
export function movedManifestLook(node: string): CommandLook {
  return {
    what: "a manifest that was moved away",
    node,
    argv: scriptWords(`[ -d ${stashFolder} ] || exit 0; exec ls ${stashFolder}`),
    isLeft: ({ stdout }) => stdout.includes(".yaml"),
    mend: [{ do: "exec", node, argv: scriptWords(moveBack) }],
  };
}

/** All components, as the kernel names their processes. */
const anyComponent = componentSchema.options.map(processName).join("|");

/** Lets the processes of the components $1 go on; one that ends meanwhile needs nothing. */
const goOn = `${componentFunction}; pids=$(component "$1") || exit; for pid in $pids; do kill -CONT $pid 2>/dev/null; done; true`;

/** A component's process that was stopped by a signal and does not go on. */
export function stoppedProcessLook(node: string): CommandLook {
  return {
    what: "a component that was stopped with SIGSTOP",
    node,
    argv: componentWords(anyComponent),
    isLeft: ({ stdout }) => readProcesses(stdout).some(({ state }) => state === "T"),
    // A process that was not stopped takes no notice.
    mend: [{ do: "exec", node, argv: scriptWords(goOn, anyComponent) }],
  };
}
