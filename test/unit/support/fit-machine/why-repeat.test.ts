import { describe, expect, it } from "vitest";
import { whyRepeat } from "../../../support/fit-machine/why-repeat.ts";

const seconds = (shares: object) =>
  Array.from({ length: 20 }, (_, n) => ({ from: n * 1_000, to: n * 1_000 + 1_000, ...shares }));
const busy = { machineCpuShare: 1, cpuWaitShare: 0.9, pressure: { cpu: { some: 1, full: 0 } } };

describe("why something is measured again", () => {
  it("is the machine itself where the test probes", () => {
    expect(whyRepeat({ machine: seconds(busy) })).toMatch(/saturated/);
    expect(whyRepeat({ machine: seconds({ machineCpuShare: 0.5 }) })).toBeUndefined();
  });

  it("is what the reports of its runs say, whatever the machine was like around them", () => {
    const of = (run: string, ...reasons: string[]) => ({ run, reasons, outcome: "pass", isExcused: false }) as const;
    const runs = [of("a")];
    expect(whyRepeat({ machine: seconds(busy), runs })).toBeUndefined();
    expect(whyRepeat({ machine: [], runs: [...runs, of("b", "it was busy")] })).toBe("it was busy");
  });

  it("is, where no run came to probe, what the host took alone: a cluster's creation is no reason", () => {
    expect(whyRepeat({ machine: seconds(busy), runs: [] })).toBeUndefined();
    expect(whyRepeat({ machine: seconds({ ...busy, stolenShare: 0.25 }), runs: [] })).toBe(
      "the host took 25 % of this machine's CPU, 25 % in the worst 5 s",
    );
  });
});
