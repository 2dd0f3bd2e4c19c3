import { describe, expect, it } from "vitest";
import type { MachineSecond } from "../../../support/fit-machine/machine-second.ts";
import type { ProbedRun, ProbedSecond } from "../../../support/fit-machine/probed-runs.ts";
import { whyUnfit } from "../../../support/fit-machine/why-unfit.ts";

/** Seconds of a machine on which nothing is wrong beside what the test says of each. */
const machine = (seconds: number, of: (second: number) => Partial<MachineSecond> = () => ({})): MachineSecond[] =>
  Array.from({ length: seconds }, (_, n) => {
    const calm = { inUse: 0.4, stolen: 0.02, waiting: { cpu: 0.5, io: 0.1, memory: 0 } };
    return { from: n * 1_001, to: (n + 1) * 1_001, ...calm, ...of(n) };
  });
const run = (seconds: readonly Partial<ProbedSecond>[], began = 0): ProbedRun => {
  const calm = { machineCpuShare: 0.7, cpuWaitShare: 0.45, loopDelayP99Ms: 2, selfProbeFailures: 0 };
  const told = seconds.map((second, n) => ({
    from: began + n * 1_000,
    to: began + (n + 1) * 1_000,
    ...calm,
    ...second,
  }));
  return { from: began, to: began + seconds.length * 1_000, seconds: told };
};
const calmRun = (seconds: number, began = 0) =>
  run(
    Array.from({ length: seconds }, () => ({})),
    began,
  );

describe("a machine that could carry what was measured", () => {
  it("is one that lost a little, on which a cluster made tasks wait for half of the time", () => {
    expect(whyUnfit({ machine: machine(60) })).toBeUndefined();
    expect(whyUnfit({ machine: machine(60), runs: [calmRun(60)] })).toBeUndefined();
  });

  it("is one that was at its limit for seconds after each fault, in less than five of ten", () => {
    const bursts = (second: number) => (second % 10 < 4 ? { inUse: 1, waiting: { cpu: 1 } } : {});
    expect(whyUnfit({ machine: machine(60, bursts) })).toBeUndefined();
  });

  it("is one of which nothing is told", () => {
    expect(whyUnfit({ machine: machine(60, () => ({ stolen: undefined, waiting: {} })) })).toBeUndefined();
    expect(whyUnfit({ machine: [] })).toBeUndefined();
  });

  it("is one that was at its limit while a cluster was created, before a run probed, and after it", () => {
    const outside = (second: number) =>
      second < 30 || second >= 50 ? { inUse: 1, stolen: 0.4, waiting: { cpu: 1 } } : {};
    expect(whyUnfit({ machine: machine(80, outside), runs: [calmRun(18, 31_000)] })).toBeUndefined();
    expect(whyUnfit({ machine: machine(80, outside), runs: [calmRun(25, 31_000)] })).toMatch(/the host took/);
  });

  it("is, where no run came to probe, one whose host took nothing, whatever the creation of a cluster cost", () => {
    const busy = { inUse: 1, waiting: { cpu: 1, io: 1, memory: 1 } };
    expect(whyUnfit({ machine: machine(60, () => busy), runs: [] })).toBeUndefined();
    expect(whyUnfit({ machine: machine(60, () => ({ ...busy, stolen: 0.25 })), runs: [] })).toBe(
      "the host took 25 % of the CPU time, 25 % in the worst 5 s",
    );
  });
});

describe("a machine that could not", () => {
  it("lost a tenth of its CPU time to its host, or a fifth of any five seconds", () => {
    expect(whyUnfit({ machine: machine(60, () => ({ stolen: 0.11 })) })).toBe(
      "the host took 11 % of the CPU time, 11 % in the worst 5 s",
    );
    const fiveOf = (stolen: number) => machine(60, (second) => (second >= 20 && second < 25 ? { stolen } : {}));
    expect(whyUnfit({ machine: fiveOf(0.22) })).toBe("the host took 4 % of the CPU time, 22 % in the worst 5 s");
    expect(whyUnfit({ machine: fiveOf(0.18) })).toBeUndefined();
  });

  it("was saturated in half of any ten seconds", () => {
    const used = machine(60, (second) => (second >= 30 && second < 40 && second % 2 === 0 ? { inUse: 0.98 } : {}));
    const words = "the CPU was saturated (in use for 97 % or waited for 80 %) in 50 % of the worst 10 s";
    expect(whyUnfit({ machine: used })).toBe(words);
    const waited = run([...Array(20)].map((_, second) => (second < 5 ? { cpuWaitShare: 0.81 } : {})));
    expect(whyUnfit({ machine: machine(20), runs: [waited] })).toBe(words);
  });

  it("kept the test itself waiting where it probes, not where a run does", () => {
    const waited = machine(20, () => ({ cpuWaitShare: 0.9 }));
    expect(whyUnfit({ machine: waited })).toMatch(/saturated .* in 100 % of the worst 10 s/);
    expect(whyUnfit({ machine: waited, runs: [calmRun(20)] })).toBeUndefined();
  });

  it("made tasks wait for a CPU, a disk or memory for ten seconds", () => {
    const waitingFor = (waiting: MachineSecond["waiting"]) =>
      whyUnfit({ machine: machine(60, (second) => (second >= 5 && second < 15 ? { waiting } : {})) });
    expect(waitingFor({ cpu: 0.97 })).toBe("tasks waited for cpu 97 % of the worst 10 s");
    expect(waitingFor({ io: 0.6 })).toBe("tasks waited for io 60 % of the worst 10 s");
    expect(waitingFor({ memory: 0.2 })).toBe("tasks waited for memory 20 % of the worst 10 s");
    expect(waitingFor({ cpu: 0.93, io: 0.4, memory: 0.05 })).toBeUndefined();
  });

  it("disturbed the probes themselves", () => {
    const disturbed = run([{}, { loopDelayP99Ms: 123.1 }, { selfProbeFailures: 2 }, {}]);
    expect(whyUnfit({ machine: machine(4), runs: [calmRun(4), disturbed] })).toBe(
      "the probes' event loop was late by 123 ms; their self-probe failed 2 times",
    );
  });

  it("is known by the seconds of two runs with wrong verdicts, one on a stolen machine and one on a saturated", () => {
    const told = (inUse: readonly number[], waited: readonly number[]) =>
      run(inUse.map((machineCpuShare, second) => ({ machineCpuShare, cpuWaitShare: waited[second] })));
    const stolenRun = told(
      [0.82, 0.86, 0.97, 0.9, 0.99, 0.98, 1, 0.93, 0.94, 0.96],
      [0.52, 0.82, 0.87, 0.94, 0.81, 0.71, 0.36, 0.81, 0.08, 0.62],
    );
    const saturatedRun = told(
      [0.97, 0.97, 0.93, 0.99, 0.99, 0.96, 0.98, 0.99, 0.97, 0.99],
      [0.87, 0.87, 0.85, 0.88, 0.85, 0.8, 0.79, 0.82, 0.57, 0.95],
    );
    expect(whyUnfit({ machine: [], runs: [stolenRun] })).toMatch(/saturated .* in 70 % of the worst 10 s/);
    expect(whyUnfit({ machine: [], runs: [saturatedRun] })).toMatch(/saturated .* in 100 % of the worst 10 s/);
  });
});
