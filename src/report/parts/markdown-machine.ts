import { percent } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { MachineReport } from "../../model/machine-report.ts";
import { plain, table } from "./markdown-table.ts";

/** What the machine was like: one line on what the host took, and a row for each stretch of the run. */
export function machineSection({ stolen, stretches }: MachineReport): string {
  const share = (value: number | null) => (value === null ? "" : percent(value, 1));
  const rows = stretches.map(({ name, from, to, carried, reasons, stolenShare, ...own }) => [
    name,
    `${formatMs(from)} to ${formatMs(to)}`,
    [carried, ...reasons].join(": "),
    share(stolenShare),
    share(own.machineCpuShare),
    share(own.cpuWaitShare),
    [own.pressure.cpu, own.pressure.io, own.pressure.memory].map(share).join(" / "),
  ]);
  const head = [
    "stretch",
    "",
    "carried",
    "host took",
    "CPU in use",
    "waited for it",
    "some task waited: CPU / disk / memory",
  ];
  return `${plain(`${stolen[0]?.toUpperCase()}${stolen.slice(1)}`)}.\n\n${table(head, rows)}`;
}

/** The line that comes before everything else where the machine is why nothing was shown; empty where it is not. */
export function machineExcuse({ notCarried }: MachineReport): string {
  return notCarried === null ? "" : `**The machine was not fit for it:** ${plain(notCarried)}.`;
}
