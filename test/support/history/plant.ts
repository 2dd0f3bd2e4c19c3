import { roundingMs } from "../../../src/analysis/history/access.ts";
import type { Rule } from "../../../src/analysis/history/finding.ts";
import type { Sample } from "../../../src/model/sample.ts";
import type { SimulatedRun } from "./simulated-run.ts";

/** A way in which a clean run is made one that cannot be. */
export interface Plant {
  readonly rule: Rule;
  /** Plants it by a random choice of its places; false where the run has none. */
  plant(run: SimulatedRun, random: () => number): boolean;
}

/** One of some; undefined of none. */
export function oneOf<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

/** Acknowledged attempts of lanes whose operation begins so. */
export function confirmed({ lanes, samples }: SimulatedRun, operation: string): Sample[] {
  const own = lanes.filter((lane) => lane.operation.startsWith(operation)).map(({ index }) => index);
  return samples.filter(({ lane, outcome }) => outcome === "ok" && own.includes(lane));
}

/** The object of an attempt, or its lease. */
export const objectOf = ({ detail = "" }: Sample) => detail.split(" ")[0] ?? "";

/** Gives an attempt another answer. */
export function change(run: SimulatedRun, sample: Sample, by: Partial<Sample>): void {
  run.samples[run.samples.indexOf(sample)] = { ...sample, ...by };
}

/** Whether an attempt was over before another began. */
export function isOver(one: Sample, other: Sample): boolean {
  return one.ended + roundingMs < other.started;
}

/** Attempts to write that came to an outcome. */
export function writesThat(run: SimulatedRun, outcome: Sample["outcome"]): Sample[] {
  const own = run.lanes.filter(({ operation }) => operation === "write").map(({ index }) => index);
  return run.samples.filter((sample) => sample.outcome === outcome && own.includes(sample.lane));
}

/** A plant whose finding breaks a rule. */
export function planted(rule: Rule, plant: Plant["plant"]): Plant {
  return { rule, plant };
}
