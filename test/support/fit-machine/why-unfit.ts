import { loopDelayMs } from "../../../src/analysis/verdict/disturbances.ts";
import { type MachineSecond, type Resource, resources } from "./machine-second.ts";
import type { ProbedRun, ProbedSecond } from "./probed-runs.ts";

/** What was seen while something was measured. */
export interface Seen {
  readonly machine: readonly MachineSecond[];
  /**
   * The runs that it was about: the machine counts where they probed, since creating a cluster takes every machine to
   * its limit. Not there where the test probed by itself, all the time.
   */
  readonly runs?: readonly ProbedRun[] | undefined;
}

/**
 * Host time: a quiet machine of this project lost less than 3 %, one on which verdicts were wrong 22 to 33 % for
 * minutes. A fifth of five seconds is a second of each CPU, as long as etcd's election timeout and the shortest
 * deadlines of lanes in tests.
 */
const stolen = { share: 0.1, worst: 0.2, worstMs: 5_000 } as const;

/**
 * The judge's own limits of a saturated second, and of how many of them there may be
 * (src/analysis/verdict/schedule.ts), over ten seconds in the place of the whole run: the journals of two runs with
 * wrong verdicts had 7 and 9 such seconds in their worst ten, at most 2 elsewhere. A test that probes by itself beside
 * two processes that never rest had 92 to 100 % of them, alone at most one in ten.
 */
const saturated = { inUse: 0.97, waited: 0.8, share: 0.5, worstMs: 10_000 } as const;

/**
 * Time in which some task waited, in the worst ten seconds. Measured on 2 cores beside a cluster of seven nodes: for a
 * CPU 0.3 to 0.5 at rest, up to 0.93 in bursts, so that only what goes beyond counts; for a disk up to 0.16, of which
 * half of the time is three times as much; for memory nothing, where a tenth is a second.
 */
const pressed: Readonly<Record<Resource, number>> = { cpu: 0.95, io: 0.5, memory: 0.1 };
const pressedMs = 10_000;

/** Why the machine could not carry what was measured, in words with figures; undefined where it could. Pure. */
export function whyUnfit({ machine, runs }: Seen): string | undefined {
  const stretches =
    runs === undefined || runs.length === 0
      ? [machine]
      : runs.map((run) => machine.filter(({ from, to }) => (from + to) / 2 > run.from && (from + to) / 2 < run.to));
  // Where no run came to probe, only what the host takes is not of its own making.
  const probed = runs !== undefined && runs.length === 0 ? [] : stretches;
  // Where runs probe, it is they that wait; the test beside them does next to nothing.
  const used = probed.map((stretch) => stretch.map((second) => useOf(second, runs === undefined)));
  const reasons = [
    ...firstOf(stretches, whyStolen),
    ...firstOf([...used, ...(runs ?? []).map(({ seconds }) => seconds)], whySaturated),
    ...resources.flatMap((resource) => firstOf(probed, (stretch) => whyPressed(stretch, resource))),
    ...whyDisturbed((runs ?? []).flatMap(({ seconds }) => seconds)),
  ];
  return reasons.length === 0 ? undefined : reasons.join("; ");
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function whyStolen(stretch: readonly MachineSecond[]): string | undefined {
  const share = (second: MachineSecond) => second.stolen;
  const all = worst(stretch, Number.POSITIVE_INFINITY, share);
  const most = worst(stretch, stolen.worstMs, share);
  if (all < stolen.share && most < stolen.worst) return undefined;
  return `the host took ${percent(all)} of the CPU time, ${percent(most)} in the worst ${stolen.worstMs / 1_000} s`;
}

type Use = Span & Pick<ProbedSecond, "machineCpuShare" | "cpuWaitShare">;
const useOf = ({ from, to, inUse, cpuWaitShare }: MachineSecond, waited: boolean): Use => ({
  from,
  to,
  machineCpuShare: inUse,
  cpuWaitShare: waited ? cpuWaitShare : undefined,
});

function whySaturated(stretch: readonly Use[]): string | undefined {
  const atLimit = ({ machineCpuShare = 0, cpuWaitShare = 0 }: Use) =>
    machineCpuShare >= saturated.inUse || cpuWaitShare >= saturated.waited ? 1 : 0;
  const share = worst(stretch, saturated.worstMs, atLimit);
  if (share < saturated.share) return undefined;
  const words = `in use for ${percent(saturated.inUse)} or waited for ${percent(saturated.waited)}`;
  return `the CPU was saturated (${words}) in ${percent(share)} of the worst ${saturated.worstMs / 1_000} s`;
}

function whyPressed(stretch: readonly MachineSecond[], resource: Resource): string | undefined {
  const share = worst(stretch, pressedMs, ({ waiting }) => waiting[resource]);
  if (share < pressed[resource]) return undefined;
  return `tasks waited for ${resource} ${percent(share)} of the worst ${pressedMs / 1_000} s`;
}

function whyDisturbed(seconds: readonly ProbedSecond[]): string[] {
  const delay = Math.max(0, ...seconds.map(({ loopDelayP99Ms }) => loopDelayP99Ms));
  const failures = seconds.reduce((sum, { selfProbeFailures }) => sum + selfProbeFailures, 0);
  return [
    ...(delay > loopDelayMs ? [`the probes' event loop was late by ${delay.toFixed(0)} ms`] : []),
    ...(failures > 0 ? [`their self-probe failed ${failures === 1 ? "once" : `${failures} times`}`] : []),
  ];
}

/** The largest mean of a share over this time, over all of a stretch that is shorter; 0 where it is not told. */
function worst<Second extends Span>(
  stretch: readonly Second[],
  ms: number,
  shareOf: (second: Second) => number | undefined,
): number {
  const stretches = stretch.flatMap(({ from }, first) => {
    // Seconds are some milliseconds longer or shorter than one.
    const last = stretch.findIndex(({ to }) => to - from > ms - 500);
    return last < 0 ? [] : [stretch.slice(first, last + 1)];
  });
  return Math.max(0, ...(stretches.length === 0 ? [stretch] : stretches).map((stretch) => mean(stretch, shareOf)));
}

function mean<Second extends Span>(
  stretch: readonly Second[],
  shareOf: (second: Second) => number | undefined,
): number {
  let [weighed, told] = [0, 0];
  for (const second of stretch) {
    const share = shareOf(second);
    if (share === undefined) continue;
    told += second.to - second.from;
    weighed += share * (second.to - second.from);
  }
  return told === 0 ? 0 : weighed / told;
}

function firstOf<T>(stretches: readonly T[], why: (stretch: T) => string | undefined): string[] {
  return stretches
    .map(why)
    .filter((words) => words !== undefined)
    .slice(0, 1);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
