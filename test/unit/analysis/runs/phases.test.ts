import { describe, expect, it } from "vitest";
import { phasesOf } from "../../../../src/analysis/runs/phases.ts";

describe("phases of a run's failovers", () => {
  it("are known by fault and phase; of replicas, whose names are others each time, the last one counts", () => {
    const phases = [
      { phase: "worker NotReady", measuredMs: [16_390, 16_440] as const },
      { phase: "replica 6r4ks: Ready", measuredMs: [25_000, 25_100] as const },
      { phase: "replica 256fk: Ready", measuredMs: [24_900, 25_300] as const },
      { phase: "replica zzzzz: created", measuredMs: [10, null] as const },
      { phase: "replica yyyyy: created", measuredMs: [20, 30] as const },
    ];
    expect([...phasesOf([{ faultId: "kill", phases }])]).toEqual([
      ["kill: worker NotReady", [16_390, 16_440]],
      ["kill: replicas: Ready", [25_000, 25_300]],
      ["kill: replicas: created", [20, null]],
    ]);
  });
});
