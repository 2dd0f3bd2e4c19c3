import { expect, it } from "vitest";
import type { Chaos } from "../../../../test/e2e/support/chaos.ts";
import { reach } from "../../../../tools/kill/moment.ts";
import { inFakeTime } from "../../../support/fake-time.ts";

const lines = {
  holds: "[00:05] steady state holds (40 checks)\n",
  begun: "[00:13] strike: etcd stopped on an etcd follower (control-plane2)\n",
  active: "[00:15] strike: proven active: no process etcd\n",
  last: "[00:31] last steady state\n",
} as const;

/** A run that prints each line so many milliseconds after its begin, and ends with the last where it is told to. */
function runThatPrints(times: Readonly<Partial<Record<keyof typeof lines, number>>>, endsAtMs = 5_000) {
  const began = performance.now();
  const now = () => performance.now() - began;
  const stderr = () =>
    Object.entries(lines)
      .filter(([name]) => now() >= (times[name as keyof typeof lines] ?? Number.POSITIVE_INFINITY))
      .map(([, line]) => line)
      .join("");
  return { run: { stderr } as Chaos, now, isOver: () => now() >= endsAtMs };
}

it("comes so long after the phase that was drawn, in whatever phase the run is then", () =>
  inFakeTime(async () => {
    const { run, now, isOver } = runThatPrints({ holds: 0, begun: 100, active: 250 });
    expect(await reach(run, { from: "striking", delayMs: 300 }, isOver)).toBe("active");
    expect(now()).toBeGreaterThanOrEqual(400);
  }));

it("comes at the last steady state at the latest", () =>
  inFakeTime(async () => {
    const { run, now, isOver } = runThatPrints({ begun: 0, last: 100 });
    expect(await reach(run, { from: "striking", delayMs: 40_000 }, isOver)).toBe("last steady state");
    expect(now()).toBeLessThan(2_000);
  }));

it("waits within the last steady state where that was drawn", () =>
  inFakeTime(async () => {
    const { run, now, isOver } = runThatPrints({ last: 0 });
    expect(await reach(run, { from: "last steady state", delayMs: 200 }, isOver)).toBe("last steady state");
    expect(now()).toBeGreaterThanOrEqual(200);
  }));

it("never comes where the run ends before", () =>
  inFakeTime(async () => {
    const { run, isOver } = runThatPrints({ holds: 0 }, 100);
    expect(await reach(run, { from: "striking", delayMs: 0 }, isOver)).toBeUndefined();
  }));
