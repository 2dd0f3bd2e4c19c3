import { percent } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { MachineReport } from "../../model/machine-report.ts";
import type { Part } from "./markdown-document.ts";
import { plain } from "./markdown-table.ts";

/** What the machine was like: one line on what the host took, and a row for each stretch of the run. */
export function machinePart({ stolen, stretches }: MachineReport): Part {
  const share = (value: number | null) => (value === null ? "" : percent(value, 1));
  const rows = stretches.map(({ name, from, to, carried, reasons, stolenShare, ...own }) => [
    name,
    `${formatMs(from)} to ${formatMs(to)}`,
    [carried, ...reasons].join(": "),
    share(stolenShare),
    share(own.machineCpuShare),
    share(own.cpuWaitShare),
    describePressure([own.pressure.cpu, own.pressure.io, own.pressure.memory].map(share)),
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
  const text = `${plain(`${stolen[0]?.toUpperCase()}${stolen.slice(1)}`)}.`;
  return { title: "The machine", text, head, rows, folded: true };
}

/** Nothing where none was measured. */
function describePressure(shares: readonly string[]): string {
  return shares.every((share) => share === "") ? "" : shares.join(" / ");
}

/** The line that comes before everything else where the machine is why nothing was shown; empty where it is not. */
export function machineExcuse({ notCarried }: MachineReport): string {
  return notCarried === null ? "" : `**The machine was not fit for it:** ${plain(notCarried)}.`;
}
