import type { FailoverPhase } from "../../model/failover.ts";
import { width } from "./axis.ts";

/** Places times since an injection in a picture of `width` units. */
export interface Scale {
  readonly logarithmic: boolean;
  /** Times that get a line, milliseconds. */
  readonly ticks: readonly number[];
  x(ms: number): number;
}

/** Below this, milliseconds, a logarithmic scale is linear: what comes first is at 0. */
const linearBelowMs = 100;

/** Times further apart than so many times are shown by their order of magnitude, so that none is a mere edge. */
const mostTimes = 12;

const linearSteps = [
  10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000,
];
const decades = [0, 100, 1_000, 10_000, 60_000, 300_000, 1_800_000];

/** A scale that holds all that these phases measured and expected. */
export function scaleOver(phases: readonly Pick<FailoverPhase, "measuredMs" | "expectedMs">[]): Scale {
  const times = phases.flatMap(({ measuredMs: [least, most], expectedMs }) => [
    least,
    most ?? least,
    ...(expectedMs ?? []),
  ]);
  const first = Math.min(0, ...times);
  const last = Math.max(1, ...times) * 1.04;
  const ends = phases.map(({ measuredMs: [least, most] }) => most ?? least).filter((end) => end > linearBelowMs);
  const logarithmic = last > mostTimes * Math.min(last, ...ends);
  const shown = logarithmic ? symmetricLog : (ms: number) => ms;
  const [from, to] = [shown(first), shown(last)];
  const x = (ms: number) =>
    Math.round((Math.max(0, Math.min(1, (shown(ms) - from) / (to - from))) * width + Number.EPSILON) * 10) / 10;
  return { logarithmic, ticks: logarithmic ? decades.filter((tick) => tick <= last) : linearTicks(first, last), x };
}

function symmetricLog(ms: number): number {
  return Math.sign(ms) * Math.log10(1 + Math.abs(ms) / linearBelowMs);
}

function linearTicks(first: number, last: number): number[] {
  const step = linearSteps.find((one) => (last - first) / one <= 7) ?? 3_600_000;
  const ticks: number[] = [];
  for (let tick = 0; tick <= last; tick += step) ticks.push(tick);
  return ticks;
}
