import { describe, expect, it } from "vitest";
import { type MachineReading, whyUnfit } from "../../../../../src/analysis/verdict/machine/why-unfit.ts";

const pressed = (some: { cpu?: number; io?: number; memory?: number }) => ({
  pressure: Object.fromEntries(Object.entries(some).map(([resource, share]) => [resource, { some: share, full: 0 }])),
});

/** Seconds of a machine on which nothing is wrong beside what the test says of each. */
function machine(seconds: number, of: (second: number) => Partial<MachineReading> = () => ({})): MachineReading[] {
  const calm = { machineCpuShare: 0.7, cpuWaitShare: 0.45, stolenShare: 0.02, loopDelayP99Ms: 2 };
  return Array.from({ length: seconds }, (_, n) => ({
    from: n * 1_001,
    to: (n + 1) * 1_001,
    ...calm,
    ...pressed({ cpu: 0.5, io: 0.1, memory: 0 }),
    ...of(n),
  }));
}

/** Two hours of which the seconds from one to another are like this. */
const long = (from: number, to: number, wrong: Partial<MachineReading>) =>
  machine(7_200, (second) => (second >= from && second < to ? wrong : {}));

describe("a machine that could carry what was measured", () => {
  it("is one that lost a little, on which a cluster made tasks wait for half of the time", () => {
    expect(whyUnfit(machine(60))).toEqual([]);
  });

  it("is one that was at its limit for seconds after each fault, in at most five of ten", () => {
    const bursts = (second: number) => (second % 10 < 5 ? { machineCpuShare: 1, ...pressed({ cpu: 1 }) } : {});
    expect(whyUnfit(machine(60, bursts))).toEqual([]);
  });

  it("is one of which nothing is told", () => {
    expect(whyUnfit(machine(60).map(({ from, to }) => ({ from, to })))).toEqual([]);
    expect(whyUnfit([])).toEqual([]);
  });
});

describe("a machine that could not", () => {
  it("lost a tenth of its CPU time to its host, or a fifth of any five seconds", () => {
    expect(whyUnfit(machine(60, () => ({ stolenShare: 0.11 })))).toEqual([
      "the host took 11 % of this machine's CPU, 11 % in the worst 5 s",
    ]);
    const fiveOf = (stolenShare: number) => machine(60, (n) => (n >= 20 && n < 25 ? { stolenShare } : {}));
    expect(whyUnfit(fiveOf(0.22))).toEqual(["the host took 4 % of this machine's CPU, 22 % in the worst 5 s"]);
    expect(whyUnfit(fiveOf(0.18))).toEqual([]);
  });

  it("was saturated in more than half of any ten seconds", () => {
    const words = "this machine's CPU was saturated (in use for 97 % or waited for 80 %) in 60 % of the worst 10 s";
    expect(whyUnfit(machine(60, (n) => (n >= 30 && n < 36 ? { machineCpuShare: 0.98 } : {})))).toEqual([words]);
    expect(whyUnfit(machine(20, (n) => (n < 6 ? { cpuWaitShare: 0.81 } : {})))).toEqual([words]);
  });

  it("made tasks wait for a CPU, a disk or memory for ten seconds", () => {
    const waitingFor = (some: Parameters<typeof pressed>[0]) =>
      whyUnfit(machine(60, (n) => (n >= 5 && n < 15 ? pressed(some) : {})));
    expect(waitingFor({ cpu: 0.97 })).toEqual(["tasks waited for cpu 97 % of the worst 10 s"]);
    expect(waitingFor({ io: 0.6 })).toEqual(["tasks waited for io 60 % of the worst 10 s"]);
    expect(waitingFor({ memory: 0.2 })).toEqual(["tasks waited for memory 20 % of the worst 10 s"]);
    expect(waitingFor({ cpu: 0.93, io: 0.4, memory: 0.05 })).toEqual([]);
  });

  it("made the probes' own event loop late, more than for a moment", () => {
    const late = (loopDelayP99Ms: number) => whyUnfit(machine(60, (n) => (n === 30 ? { loopDelayP99Ms } : {})));
    expect(late(123)).toEqual([]);
    expect(late(900)).toEqual(["the probes' event loop was late by 182 ms in the worst 5 s"]);
  });

  it("is found in two hours that were calm but for some seconds", () => {
    expect(whyUnfit(long(4_000, 4_012, { stolenShare: 0.3 }))).toEqual([
      "the host took 2 % of this machine's CPU, 30 % in the worst 5 s",
    ]);
    expect(whyUnfit(long(4_000, 4_012, { cpuWaitShare: 0.9 }))).toHaveLength(1);
    expect(whyUnfit(long(7_188, 7_200, pressed({ io: 0.9 })))).toHaveLength(1);
  });
});
