import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MachineShares } from "../../../src/model/machine.ts";
import type { Check } from "../../../src/runner/observe/check.ts";
import { awaitHeld, type Held, mostBusyMs } from "../../../src/runner/patience.ts";

const calm: MachineShares = { machineCpuShare: 0.4, stolenShare: 0.01 };
const stolen: MachineShares = { machineCpuShare: 0.6, stolenShare: 0.28 };
const whole = { name: "nodes", ok: true, detail: "6 of 6 Ready" };
const broken = { name: "nodes", ok: false, detail: "5 of 6 Ready" };

/** Waits on a machine that is like this in each look, the last for ever; the time that it took is of a fake clock. */
async function wait(machines: readonly MachineShares[], check: () => Check = () => whole, timeoutMs = 60_000) {
  const said: string[] = [];
  let looks = 0;
  const machine = () => machines[Math.min(looks++, machines.length - 1)] ?? calm;
  const began = performance.now();
  let end: Held | undefined;
  let took = 0;
  void awaitHeld(async () => [check()], machine, { timeoutMs, onBusy: (text) => said.push(text) }).then((held) => {
    end = held;
    took = performance.now() - began;
  });
  await vi.advanceTimersByTimeAsync(600_000);
  return { ...end, took, said };
}

describe("what is waited for before anything is broken", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is a steady state on a calm machine in two looks in a row", async () => {
    expect(await wait([calm])).toMatchObject({ ok: true, busy: false, took: 2_000, said: [] });
    expect(await wait([calm, stolen, calm, calm])).toMatchObject({ ok: true, took: 4_000 });
  });

  it("is said with what keeps the machine busy, and how long it is waited for still", async () => {
    const { said, took } = await wait([...Array(40).fill(stolen), calm]);
    expect(took).toBe(42_000);
    expect(said).toEqual([
      "waiting for a calm machine, at most 2 min 59 s more: the host took 28 % of this machine's CPU",
      "waiting for a calm machine, at most 2 min 44 s more: the host took 28 % of this machine's CPU",
      "waiting for a calm machine, at most 2 min 29 s more: the host took 28 % of this machine's CPU",
    ]);
  });

  it("is given up after three minutes of a busy machine, though the cluster is whole", async () => {
    const { ok, busy, checks, took } = await wait([stolen]);
    expect({ ok, busy }).toEqual({ ok: false, busy: true });
    expect(took).toBeGreaterThan(mostBusyMs - 1);
    expect(took).toBeLessThanOrEqual(mostBusyMs + 1_000);
    expect(checks).toEqual([whole, { name: "load", ok: false, detail: "the host took 28 % of this machine's CPU" }]);
  });

  it("is given up when the cluster's own time is over, in which the machine's is not counted", async () => {
    expect(await wait([calm], () => broken, 10_000)).toMatchObject({ ok: false, busy: false, took: 11_000 });
    const late = await wait([...Array(30).fill(stolen), calm], () => broken, 10_000);
    expect(late).toMatchObject({ ok: false, busy: false, took: 41_000 });
  });

  it("is looked at once more where it held when the cluster's own time was over", async () => {
    const looks = [...Array(10).fill(broken), whole, whole];
    expect(await wait([calm], () => looks.shift() ?? broken, 10_000)).toMatchObject({ ok: true, took: 12_000 });
    const flaps = [...Array(10).fill(broken), whole, broken];
    const { ok, checks } = await wait([calm], () => flaps.shift() ?? broken, 10_000);
    expect({ ok, nodes: checks?.[0] }).toEqual({ ok: false, nodes: broken });
  });

  it("is not calm where tasks wait for a disk or for memory, or the CPU is in use", async () => {
    const pressed = {
      machineCpuShare: 0.95,
      pressure: { io: { some: 0.7, full: 0.6 }, memory: { some: 0.2, full: 0 } },
    };
    expect((await wait([pressed])).checks?.at(-1)?.detail).toBe(
      "95 % of this machine's CPU in use, tasks waited for io 70 % of the time, tasks waited for memory 20 % of the time",
    );
  });
});
