import { type Resource, resources } from "../model/machine.ts";
import { type MachineCounters, parsePressure, parseStat, parseUse, type WaitedUs } from "./machine-counters.ts";

/** The counters in an answer, by that machine's own clock; undefined for what is none. */
export function parseAnswer(text: string): MachineCounters | undefined {
  const lines = text.split("\n");
  const textOf = (path: string) =>
    lines.flatMap((line) => (line.startsWith(`${path}:`) ? line.slice(path.length + 1) : [])).join("\n");
  const uptime = /^(\d+\.\d+) /.exec(textOf("/proc/uptime"))?.[1];
  if (uptime === undefined) return undefined;
  const waits = resources.flatMap((resource): [Resource, WaitedUs][] => {
    const waited = parsePressure(textOf(pressureFile(resource)));
    return waited === undefined ? [] : [[resource, waited]];
  });
  const stat = textOf("/proc/stat");
  return {
    at: Number(uptime) * 1_000,
    ticks: parseStat(stat),
    use: parseUse(stat),
    waitedUs: Object.fromEntries(waits),
  };
}

function pressureFile(resource: Resource): string {
  return `/proc/pressure/${resource}`;
}
