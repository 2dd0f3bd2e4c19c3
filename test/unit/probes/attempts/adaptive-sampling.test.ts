import { describe, expect, it } from "vitest";
import type { Sample } from "../../../../src/model/sample.ts";
import { CloserProbing } from "../../../../src/probes/attempts/adaptive-sampling.ts";

const attempt = (started: number, outcome: Sample["outcome"], durationMs = 1): Sample => ({
  lane: 0,
  number: 0,
  scheduled: started,
  started,
  ended: started + durationMs,
  outcome,
  connection: 0,
});

/** The last pause of these attempts on a lane of 10 Hz. */
function lastPause(...attempts: readonly Sample[]): number | undefined {
  const closer = new CloserProbing(100, 5);
  return attempts.map((one) => closer.pauseAfter(one)).at(-1);
}

describe("closer probing", () => {
  it("begins with the third failure in a row, about a fifth of a period later", () => {
    expect(lastPause(attempt(0, "failed"), attempt(50, "failed"))).toBeUndefined();
    const pauseMs = lastPause(attempt(0, "failed"), attempt(50, "failed"), attempt(100, "failed"));
    expect(pauseMs).toBeGreaterThanOrEqual(15);
    expect(pauseMs).toBeLessThanOrEqual(25);
  });

  it("ends with a success", () => {
    expect(
      lastPause(attempt(0, "failed"), attempt(40, "failed"), attempt(90, "failed"), attempt(110, "ok")),
    ).toBeUndefined();
    expect(
      lastPause(attempt(0, "failed"), attempt(40, "failed"), attempt(90, "ok"), attempt(110, "failed")),
    ).toBeUndefined();
  });

  it("leaves a server alone that takes its time to fail", () => {
    const pauseMs = lastPause(attempt(0, "failed"), attempt(50, "failed"), attempt(100, "failed", 6));
    expect(pauseMs).toBeGreaterThanOrEqual(45);
    expect(lastPause(attempt(0, "failed"), attempt(50, "failed"), attempt(100, "failed", 10))).toBeUndefined();
  });

  it("follows an outage less closely the longer it sustained, and not at all after fifty periods", () => {
    const pauseMs = lastPause(attempt(0, "failed"), attempt(50, "failed"), attempt(3_000, "failed"));
    expect(pauseMs).toBeGreaterThanOrEqual(45);
    expect(pauseMs).toBeLessThanOrEqual(75.1);
    expect(lastPause(attempt(0, "failed"), attempt(50, "failed"), attempt(5_000, "failed"))).toBeUndefined();
  });
});
