/** What tasks of a machine can wait for, as the files of /proc/pressure are named. */
export const resources = ["cpu", "io", "memory"] as const;
export type Resource = (typeof resources)[number];

/** What the kernel has counted since it started; what a machine does not count is not there. */
export interface Counters {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** CPU time that there was and that of it which the host gave to others, in the kernel's ticks. */
  readonly ticks?: { readonly all: number; readonly stolen: number } | undefined;
  /** For how long at least one task waited, microseconds. */
  readonly waitedUs: Readonly<Partial<Record<Resource, number>>>;
}

/**
 * What a machine was like in about a second; shares are 0 to 1, and those that a machine does not tell are not there.
 */
export interface MachineSecond {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** CPU time in use of what was not stolen; work at low priority does not count. */
  readonly inUse: number;
  /** Time in which the test itself wanted a CPU and had to wait for one. */
  readonly cpuWaitShare?: number | undefined;
  /** CPU time that the host gave to others. */
  readonly stolen?: number | undefined;
  /** Time in which at least one task waited. */
  readonly waiting: Readonly<Partial<Record<Resource, number>>>;
}

/** All CPU time and the stolen part of it, from the text of /proc/stat; guests' time is in that of users. */
export function parseStat(text: string): Counters["ticks"] {
  const [user, nice, system, idle, ioWait, irq, softIrq, stolen] = (/^cpu +(.*)$/m.exec(text)?.[1] ?? "")
    .split(" ")
    .map(Number);
  if (stolen === undefined || user === undefined) return undefined;
  const others = [nice, system, idle, ioWait, irq, softIrq].reduce<number>((sum, ticks) => sum + (ticks ?? 0), user);
  return { all: others + stolen, stolen };
}

/** The time in which some task waited, from the text of a file in /proc/pressure. */
export function parsePressure(text: string): number | undefined {
  const total = /^some .*\btotal=(\d+)$/m.exec(text)?.[1];
  return total === undefined ? undefined : Number(total);
}

/** What lies between two looks at a machine's counters, with the shares that were counted meanwhile. */
export function between(
  before: Counters,
  now: Counters,
  shares: Pick<MachineSecond, "inUse" | "cpuWaitShare">,
): MachineSecond {
  const waiting: Partial<Record<Resource, number>> = {};
  for (const resource of resources) {
    const [from, to] = [before.waitedUs[resource], now.waitedUs[resource]];
    if (from !== undefined && to !== undefined) waiting[resource] = (to - from) / 1_000 / (now.at - before.at);
  }
  return { from: before.at, to: now.at, ...shares, stolen: stolenShare(before, now), waiting };
}

function stolenShare({ ticks: before }: Counters, { ticks: now }: Counters): number | undefined {
  if (before === undefined || now === undefined) return undefined;
  return now.all === before.all ? 0 : (now.stolen - before.stolen) / (now.all - before.all);
}
