import type { Scope } from "../../model/guarantee.ts";
import type { Disturbance } from "../../model/report.ts";
import type { Facts } from "../facts/facts.ts";
import { counted } from "../statistics/format.ts";
import { tenth } from "../statistics/statistics.ts";
import { type Stretch, wholeRun } from "../timeline/stretches.ts";
import { judgedTime, type Reading, readingsIn, readingsOf } from "./machine/judged-time.ts";
import { loopDelayMs } from "./machine/limits.ts";

/**
 * The readings that touch what a guarantee judges: from a second before its stretch to the longest deadline after it,
 * when its last attempts have ended. All of them where no guarantee is about lanes or a stretch.
 */
export function judgedReadings(facts: Facts, scopes: readonly Scope[]): Reading[] {
  const stretches = judgedStretches(facts, scopes);
  const readings = readingsOf(facts);
  if (stretches.length === 0) return readings;
  const touched = new Set(stretches.flatMap((stretch) => readingsIn(readings, judgedTime(facts, stretch))));
  return readings.filter((reading) => touched.has(reading));
}

/**
 * The stretches in which the prober was beyond a limit of its own, with the reasons; seconds that follow each other are
 * one.
 */
export function disturbancesOf(facts: Facts): Disturbance[] {
  const found: { from: number; to: number; readings: Reading[] }[] = [];
  for (const reading of readingsOf(facts).filter(isDisturbed)) {
    const last = found.at(-1);
    if (last !== undefined && last.to === reading.from) {
      last.to = reading.to;
      last.readings.push(reading);
    } else found.push({ from: reading.from, to: reading.to, readings: [reading] });
  }
  return found.map(({ from, to, readings }) => ({ from: tenth(from), to: tenth(to), reason: reasons(readings) }));
}

function isDisturbed({ dropped, selfProbeFailures, loopDelayP99Ms }: Reading): boolean {
  return dropped > 0 || selfProbeFailures > 0 || loopDelayP99Ms > loopDelayMs;
}

function reasons(readings: readonly Reading[]): string {
  const sum = (pick: (reading: Reading) => number) => readings.reduce((total, reading) => total + pick(reading), 0);
  const dropped = sum((reading) => reading.dropped);
  const failures = sum((reading) => reading.selfProbeFailures);
  const delay = Math.max(...readings.map((reading) => reading.loopDelayP99Ms));
  return [
    ...(failures > 0 ? [`self-probe failed ${counted(failures, "time")}`] : []),
    ...(dropped > 0 ? [`${counted(dropped, "attempt")} not made`] : []),
    ...(delay > loopDelayMs ? [`event loop late by ${delay.toFixed(0)} ms`] : []),
  ].join(", ");
}

/** The stretches that guarantees about lanes or stretches judge, each once. */
export function judgedStretches(facts: Facts, scopes: readonly Scope[]): Stretch[] {
  const names = scopes
    .filter(({ lanes, watches, stretch }) => lanes.length > 0 || watches.length > 0 || stretch !== undefined)
    .map(({ stretch = wholeRun }) => stretch);
  return [...new Set(names)].flatMap((name) => facts.stretch(name) ?? []);
}
