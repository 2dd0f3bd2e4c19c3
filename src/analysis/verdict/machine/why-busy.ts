import { type MachineShares, resources } from "../../../model/machine.ts";
import { wholePercent } from "../../statistics/format.ts";
import { calmCpuShare, pressureLimits, stolenThroughout } from "./limits.ts";

/** Why a machine is not calm enough to break anything on it, with the figures; none where it is. */
export function whyBusy({ machineCpuShare = 0, stolenShare = 0, pressure = {} }: MachineShares): string[] {
  return [
    ...(machineCpuShare > calmCpuShare ? [`${wholePercent(machineCpuShare)} of this machine's CPU in use`] : []),
    ...(stolenShare >= stolenThroughout ? [`the host took ${wholePercent(stolenShare)} of this machine's CPU`] : []),
    ...resources.flatMap((resource) => {
      const some = pressure[resource]?.some ?? 0;
      return some >= pressureLimits[resource].share
        ? [`tasks waited for ${resource} ${wholePercent(some)} of the time`]
        : [];
    }),
  ];
}

/** What a calm machine was like, in a few words. */
export function describeLoad({ machineCpuShare, stolenShare }: MachineShares): string {
  if (machineCpuShare === undefined) return "how much of its machine's CPU is in use is not told";
  const taken =
    stolenShare === undefined || stolenShare < 0.005 ? "" : `, ${wholePercent(stolenShare)} taken by its host`;
  return `${wholePercent(machineCpuShare)} of this machine's CPU in use${taken}`;
}
