import fc from "fast-check";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { epochsOf } from "../../../src/analysis/history/epochs.ts";
import type { Finding } from "../../../src/analysis/history/finding.ts";
import { checkHistory, type History } from "../../../src/analysis/history/history.ts";
import { leaseLifetimes } from "../../../src/analysis/history/lease-lifetimes.ts";
import { restoresOf } from "../../../src/analysis/history/restores.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import { createRandom } from "../../../src/model/random.ts";
import { journalOfRun } from "./journal-of-run.ts";
import type { Plant } from "./plant.ts";
import { type RunSketch, type SimulatedRun, simulateRun } from "./simulated-run.ts";

/** Runs of any kind: few or many attempts, quick or slow answers, lost ones, streams that are lost. */
export const sketches: fc.Arbitrary<RunSketch> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  attempts: fc.integer({ min: 4, max: 24 }),
  slowestMs: fc.constantFrom(20, 90, 400, 1_500),
  lost: fc.constantFrom(0, 0.1, 0.4),
  refused: fc.constantFrom(0, 0.1, 0.3),
  cuts: fc.nat(3),
  objects: fc.integer({ min: 1, max: 4 }),
});

/** How long a leader may still believe to be one, milliseconds: leases of simulated runs last for a second. */
export const believesMs = 200;

/** What the checks find in a simulated run: of its history, and of its leases. */
export function checkRun(run: SimulatedRun): { readonly history: History; readonly findings: readonly Finding[] } {
  const facts = factsOf(buildTimeline(journalOfRun(run)));
  const history = checkHistory(facts);
  if (history === undefined) throw new Error("a simulated run is longer than what is checked");
  const leases = leaseLifetimes(facts.tracks, epochsOf(restoresOf(facts)), believesMs);
  return { history, findings: [...history.findings.first, ...leases.findings] };
}

/** What is found once something is planted in a run; undefined where that has no place in it. */
export function checkPlanted(sketch: RunSketch, { plant }: Plant): readonly Finding[] | undefined {
  const run = simulateRun(sketch);
  return plant(run, createRandom(sketch.seed + 1)) ? checkRun(run).findings : undefined;
}
