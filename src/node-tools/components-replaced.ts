import { z } from "zod";
import type { Captured, Evidence } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { processesOf, type StaticPod, staticPodSchema } from "./component.ts";
import { sameProcess } from "./processes.ts";

const oneProcess = z.string().regex(/^\d{1,20} \d{1,20}$/);

/**
 * What is remembered of the components of a control plane that ran there, by their names: number and start time of the
 * process. A component that does not run on the node, as etcd where it is external, is not there.
 */
export const capturedComponents = z.strictObject({
  etcd: oneProcess.exactOptional(),
  "kube-apiserver": oneProcess.exactOptional(),
  "kube-controller-manager": oneProcess.exactOptional(),
  "kube-scheduler": oneProcess.exactOptional(),
} satisfies Record<StaticPod, z.ZodType>);

/** The processes of the components that run on a node. */
export async function captureComponents(runtime: NodeRuntime, node: string): Promise<Captured> {
  const looks = staticPodSchema.options.map(async (component) => {
    const [process] = await processesOf(runtime, node, component);
    return process === undefined ? [] : [[component, `${process.pid} ${process.startTime}`] as const];
  });
  return Object.fromEntries((await Promise.all(looks)).flat());
}

/** Whether no process is left of those that were captured; what runs in their place is told. */
export async function componentsEnded(runtime: NodeRuntime, node: string, captured: Captured): Promise<Evidence> {
  const now = await componentsNow(runtime, node, captured);
  const left = now.filter(({ isSame }) => isSame).map(({ component, before }) => `${component} (process ${before})`);
  if (left.length > 0) return { proven: false, detail: `not restarted: ${left.join(", ")}` };
  const told = now.map(({ component, before, pid }) => `${component} ${pid ?? "none yet"} for ${before}`);
  return { proven: now.length > 0, detail: `processes: ${told.join(", ") || "none was captured"}` };
}

/** Whether a process runs of each component that was captured. */
export async function componentsRun(runtime: NodeRuntime, node: string, captured: Captured): Promise<Evidence> {
  const now = await componentsNow(runtime, node, captured);
  const missing = now.filter(({ pid }) => pid === undefined).map(({ component }) => component);
  if (missing.length > 0) return { proven: false, detail: `not running yet: ${missing.join(", ")}` };
  return { proven: true, detail: `running: ${now.map(({ component }) => component).join(", ")}` };
}

/** A component of which a process was captured, and what runs of it now. */
interface ComponentNow {
  readonly component: StaticPod;
  /** Number of the process that was captured. */
  readonly before: string;
  /** Number of the one that runs; undefined where none does. */
  readonly pid: string | undefined;
  readonly isSame: boolean;
}

async function componentsNow(runtime: NodeRuntime, node: string, captured: Captured): Promise<ComponentNow[]> {
  const looks = staticPodSchema.options.map(async (component): Promise<ComponentNow[]> => {
    const [before = "", startTime = ""] = captured[component]?.split(" ") ?? [];
    if (before === "") return [];
    const running = await processesOf(runtime, node, component);
    const same = running.find((process) => sameProcess(process, { pid: before, startTime }));
    return [{ component, before, pid: (same ?? running[0])?.pid, isSame: same !== undefined }];
  });
  return (await Promise.all(looks)).flat();
}
