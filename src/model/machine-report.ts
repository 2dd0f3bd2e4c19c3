import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";
import { momentSchema } from "./moment.ts";

const share = z.number().min(0).max(1).nullable().describe("mean, 0 to 1; null: not measured");

const machineStretchSchema = z.strictObject({
  name: z.string().describe("of the stretch"),
  from: momentSchema,
  to: momentSchema,
  carried: z
    .enum(["yes", "no", "not measured"])
    .describe("whether this machine could carry what was measured; where not, times are not held against the cluster"),
  reasons: z.array(z.string()).describe("why it could not"),
  stolenShare: share.describe("CPU time that the host gave to others; null: not measured"),
  machineCpuShare: share.describe("CPU time in use; null: not measured"),
  cpuWaitShare: share.describe("time in which the harness wanted a CPU and waited for one; null: not measured"),
  pressure: z
    .strictObject({ cpu: share, io: share, memory: share })
    .describe("time in which some task waited, by what it waited for"),
});
/** What the machine was like in one stretch of a run. */
export type MachineStretch = DeepReadonly<z.infer<typeof machineStretchSchema>>;

/** The shape of what a run's report says of the machine under it. */
export const machineReportSchema = z
  .strictObject({
    notCarried: z
      .string()
      .nullable()
      .describe("why a limit of time that broke is not held against the cluster; null: none is excused"),
    stolen: z.string().describe("one line on what the host took of this machine's CPU, and when"),
    stretches: z.array(machineStretchSchema),
  })
  .describe("the machine that carried cluster and probes");
/** What a run's report says of the machine under it. */
export type MachineReport = DeepReadonly<z.infer<typeof machineReportSchema>>;
