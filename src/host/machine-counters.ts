import { type Resource, resources } from "../model/machine.ts";

/** What the kernel has counted since it started; what a machine does not count is not there. */
export interface MachineCounters {
  /** Milliseconds on any clock that goes on. */
  readonly at: number;
  /** CPU time that there was and that of it which the host gave to others, in the kernel's ticks. */
  readonly ticks?: { readonly all: number; readonly stolen: number } | undefined;
  /** CPU time as Node counts it, and that of it in which a CPU was idle or worked at low priority, in ticks. */
  readonly use?: { readonly all: number; readonly idle: number } | undefined;
  /** For how long at least one task waited, and for how long all did, microseconds. */
  readonly waitedUs: Readonly<Partial<Record<Resource, WaitedUs>>>;
}

/** Time in which some task, and in which every task, waited for a resource, microseconds. */
export interface WaitedUs {
  readonly some: number;
  readonly full: number;
}

/** All CPU time and the stolen part of it, from the text of /proc/stat; guests' time is in that of users. */
export function parseStat(text: string): MachineCounters["ticks"] {
  const [user, nice, system, idle, ioWait, irq, softIrq, stolen] = (/^cpu +(.*)$/m.exec(text)?.[1] ?? "")
    .split(" ")
    .map(Number);
  if (stolen === undefined || user === undefined) return undefined;
  const others = [nice, system, idle, ioWait, irq, softIrq].reduce<number>((sum, ticks) => sum + (ticks ?? 0), user);
  return { all: others + stolen, stolen };
}

/** What `cpuMeter` counts, from the text of /proc/stat: without waits for disks, and what the host gave to others. */
export function parseUse(text: string): MachineCounters["use"] {
  const fields = /^cpu +(.*)$/m.exec(text)?.[1]?.split(" ").map(Number);
  if (fields === undefined) return undefined;
  const [user = 0, nice = 0, system = 0, idle = 0, , irq = 0] = fields;
  return { all: user + nice + system + idle + irq, idle: idle + nice };
}

/** The time in which tasks waited, from the text of a file in /proc/pressure; older kernels know no "full" of a CPU. */
export function parsePressure(text: string): WaitedUs | undefined {
  const total = (line: "some" | "full") => new RegExp(`^${line} .*\\btotal=(\\d+)$`, "m").exec(text)?.[1];
  const some = total("some");
  return some === undefined ? undefined : { some: Number(some), full: Number(total("full") ?? 0) };
}

/** The share of its CPU time in use between two looks, 0 to 1; undefined where it is not told. */
export function usedShare(before: MachineCounters, now: MachineCounters): number | undefined {
  if (before.use === undefined || now.use === undefined) return undefined;
  const all = now.use.all - before.use.all;
  return all <= 0 ? 0 : bounded(1 - (now.use.idle - before.use.idle) / all);
}

/** The share of its CPU time that the host gave to others between two looks, 0 to 1; undefined where it is not told. */
export function stolenShare(before: MachineCounters, now: MachineCounters): number | undefined {
  if (before.ticks === undefined || now.ticks === undefined) return undefined;
  const all = now.ticks.all - before.ticks.all;
  return all <= 0 ? 0 : bounded((now.ticks.stolen - before.ticks.stolen) / all);
}

/** The shares of the time between two looks in which some task and every task waited; undefined where none is told. */
export function pressureBetween(before: MachineCounters, now: MachineCounters): Pressure | undefined {
  const ms = now.at - before.at;
  const shares = resources.flatMap((resource): [Resource, WaitedUs][] => {
    const [from, to] = [before.waitedUs[resource], now.waitedUs[resource]];
    if (from === undefined || to === undefined || ms <= 0) return [];
    const share = (kind: keyof WaitedUs) => bounded((to[kind] - from[kind]) / 1_000 / ms);
    return [[resource, { some: share("some"), full: share("full") }]];
  });
  return shares.length === 0 ? undefined : Object.fromEntries(shares);
}

/** Shares of a time in which some task, and in which every task, waited for a resource, 0 to 1. */
export type Pressure = Readonly<Partial<Record<Resource, { readonly some: number; readonly full: number }>>>;

/** Counters are read one after the other, so that a share can come out a little above 1. */
function bounded(share: number): number {
  return Math.min(1, Math.max(0, share));
}
