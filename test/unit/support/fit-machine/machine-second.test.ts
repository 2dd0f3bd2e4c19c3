import { describe, expect, it } from "vitest";
import { between, parsePressure, parseStat } from "../../../support/fit-machine/machine-second.ts";

describe("what a look at the kernel's counters tells", () => {
  it("is the share that the host took, of all CPU time without that of guests, which is in that of users", () => {
    const before = {
      at: 0,
      ticks: parseStat("cpu  100 0 50 800 20 0 5 25 40 0\ncpu0 1 2 3 4 5 6 7 8 9 0\n"),
      waitedUs: {},
    };
    const now = { at: 1_000, ticks: parseStat("cpu  160 10 60 880 20 0 5 65 90 0\n"), waitedUs: {} };
    expect(before.ticks).toEqual({ all: 1_000, stolen: 25 });
    expect(between(before, now, { inUse: 0.5, cpuWaitShare: 0.3 })).toEqual({
      from: 0,
      to: 1_000,
      inUse: 0.5,
      cpuWaitShare: 0.3,
      stolen: 0.2,
      waiting: {},
    });
  });

  it("is the share of the time in which some task waited", () => {
    const text =
      "some avg10=1.00 avg60=2.00 avg300=3.00 total=500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7\n";
    expect(parsePressure(text)).toBe(500_000);
    const second = between(
      { at: 0, waitedUs: { cpu: 100_000, io: 0 } },
      { at: 2_000, waitedUs: { cpu: 500_000 } },
      { inUse: 0 },
    );
    expect(second).toMatchObject({ stolen: undefined, waiting: { cpu: 0.2 } });
  });

  it("is nothing where there is no such file", () => {
    expect([parseStat(""), parsePressure("")]).toEqual([undefined, undefined]);
  });
});
