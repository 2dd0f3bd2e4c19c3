import type { NodeRuntime } from "../model/node-runtime.ts";
import { type Process, processesNamed } from "./processes.ts";

/** The services of a node that its containers hang on; their units and processes have the same names. */
export type ServiceName = "kubelet" | "containerd";

/** How `systemctl is-active` ends for a unit that is not active, whatever else it is. */
const notActive = 3;

/** A service of a node, as systemd and the kernel tell of it. */
export interface Service {
  /** systemd's own word: "active", "inactive", "failed", "deactivating" … */
  readonly state: string;
  readonly processes: readonly Process[];
  readonly detail: string;
}

/** What systemd says of a service's unit, and which processes of it run; throws PlatformError where nobody could look. */
export async function lookAtService(runtime: NodeRuntime, node: string, name: ServiceName): Promise<Service> {
  const { stdout } = await runtime.look(node, ["systemctl", "is-active", name], { exits: [0, notActive] });
  const processes = await processesNamed(runtime, node, name);
  const state = stdout.trim();
  return { state, processes, detail: `systemd calls ${name} ${state}, ${processes.length} processes` };
}

/** Whether a service runs, by systemd's word and the kernel's. */
export function isUp({ state, processes }: Service): boolean {
  return state === "active" && processes.length > 0;
}

/** Whether a service is down, and systemd does not start it again. */
export function isDown({ state, processes }: Service): boolean {
  return ["inactive", "failed"].includes(state) && processes.length === 0;
}
