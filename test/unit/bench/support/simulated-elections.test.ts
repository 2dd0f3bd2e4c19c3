import { describe, expect, it } from "vitest";
import { simulateElections } from "../../../../bench/support/simulated-elections.ts";

describe("simulated elections", () => {
  const [three, five, seven] = [3, 5, 7].map((members) => simulateElections(members, 4_000)) as [
    ReturnType<typeof simulateElections>,
    ReturnType<typeof simulateElections>,
    ReturnType<typeof simulateElections>,
  ];

  it("come to a leader sooner the more members are left, and more often not the first time", () => {
    expect([three.p50 > five.p50, five.p50 > seven.p50]).toEqual([true, true]);
    expect([three.again < five.again, five.again < seven.again]).toEqual([true, true]);
    // No member asks before its election timeout is over, and the last heartbeat was at most a tick before.
    for (const { p50 } of [three, five, seven]) expect(p50).toBeGreaterThan(800);
  });

  it("fail at first because who asks is too early for those that may still hear the old leader, and seldom else", () => {
    for (const { again, tooEarly } of [three, five, seven]) expect(tooEarly / again).toBeGreaterThan(0.8);
  });

  it("fail for no other reason where votes take no time, since no two then ask at once", () => {
    const { again, tooEarly } = simulateElections(7, 4_000, 0);
    expect(again).toBeGreaterThan(0);
    expect(tooEarly).toBe(again);
  });
});
