import { expect, it } from "vitest";
import { LivePhases } from "../../../src/live/live-phase.ts";
import { type PlanStep, usualRecoveryMs } from "../../../src/model/run-plan.ts";

const plan: readonly PlanStep[] = [
  { do: "hold", reason: "calm", forMs: 10_000 },
  { do: "inject", id: "down", fault: "f", sustained: true, forMs: 20_000, while: [{ id: "drain", procedure: "p" }] },
  { do: "recover", withinMs: 60_000 },
  { do: "hold", reason: "calm", forMs: 5_000 },
];

it("counts down by what was expected, and anew by the plan with each step", () => {
  const phases = new LivePhases(170_000);
  phases.setPlan(plan);
  phases.add({ name: "take or create cluster", edge: "begin", at: 0 });
  expect(phases.now(30_000)).toEqual({
    name: "take or create cluster",
    sinceMs: 30_000,
    ofMs: undefined,
    atMost: false,
  });
  expect(phases.leftMs(30_000)).toBe(140_000);
  phases.add({ name: "create cluster", edge: "end", at: 90_000 });
  phases.add({ name: "hold: calm", edge: "begin", at: 100_000 });
  expect(phases.now(104_000)).toMatchObject({ name: "hold: calm", sinceMs: 4_000, ofMs: 10_000 });
  // The rest of 10 s, 20 s, the recovery, 5 s.
  expect(phases.leftMs(104_000)).toBe(31_000 + usualRecoveryMs);
  phases.add({ name: "hold: calm", edge: "end", at: 110_000 });
  phases.add({ name: "down", edge: "begin", at: 110_000 });
  phases.add({ name: "drain", edge: "begin", at: 112_000 });
  expect(phases.now(113_000)).toMatchObject({ name: "drain", sinceMs: 1_000, ofMs: undefined });
  phases.add({ name: "drain", edge: "end", at: 114_000 });
  expect(phases.now(115_000)).toMatchObject({ name: "down", sinceMs: 5_000, ofMs: 20_000 });
  phases.add({ name: "down", edge: "end", at: 131_000 });
  phases.add({ name: "recovery of down", edge: "begin", at: 131_000 });
  expect(phases.now(132_000)).toMatchObject({ ofMs: 60_000, atMost: true });
  expect(phases.leftMs(132_000)).toBe(4_000 + usualRecoveryMs);
  phases.add({ name: "recovery of down", edge: "end", at: 140_000 });
  phases.add({ name: "hold: calm", edge: "begin", at: 140_000 });
  expect(phases.leftMs(147_000)).toBe(-2_000);
  phases.add({ name: "hold: calm", edge: "end", at: 147_000 });
  expect(phases.now(148_000)).toMatchObject({ name: "hold: calm", sinceMs: 8_000 });
});

it("has no countdown where a person ends it", () => {
  expect(new LivePhases(Number.POSITIVE_INFINITY).leftMs(1_000)).toBeUndefined();
});
