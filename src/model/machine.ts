import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";

/** What tasks of a machine can wait for, as the files of /proc/pressure are named. */
export const resources = ["cpu", "io", "memory"] as const;
export type Resource = (typeof resources)[number];

/** The name of the steady state's check that is about this machine, and not about the cluster. */
export const loadCheck = "load";

const share = z.number().min(0).max(1);
const waits = z.object({ some: share, full: share });

/** The shape of what a machine was like over a time, 0 to 1 each; what a machine does not tell is not there. */
export const machineSharesSchema = z.object({
  /** CPU time in use of what was not stolen; work at low priority does not count. */
  machineCpuShare: share.optional(),
  /** Time in which the harness, at normal priority, wanted a CPU and had to wait for one. */
  cpuWaitShare: share.optional(),
  /** CPU time that the host gave to others. */
  stolenShare: share.optional(),
  /** Time in which some task, and in which every task, waited for a resource. */
  pressure: z.object({ cpu: waits, io: waits, memory: waits }).partial().optional(),
});
/** What a machine was like over a time, shares from 0 to 1. */
export type MachineShares = DeepReadonly<z.infer<typeof machineSharesSchema>>;
