import { describe, expect, it } from "vitest";
import {
  parsePressure,
  parseStat,
  parseUse,
  pressureBetween,
  stolenShare,
  usedShare,
} from "../../../src/host/machine-counters.ts";

/** As kernel 6.8 writes them; older ones have no line "full" for a CPU. */
const stat = "cpu  623864 221949 440342 1333154 11573 0 19892 716 0 0\ncpu0 311000 1 2 3 4 5 6 7 8 9\nintr 1 2\n";
const pressure =
  "some avg10=20.27 avg60=34.46 avg300=29.29 total=4370300988\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=17\n";

describe("the kernel's counters", () => {
  it("tell all CPU time and what the host took of it; guests' time is in that of users", () => {
    expect(parseStat(stat)).toEqual({ all: 2_651_490, stolen: 716 });
    expect(parseStat("cpu  100 0 50 800 20 0 5 25 40 0\n")).toEqual({ all: 1_000, stolen: 25 });
  });

  it("tell CPU time as Node counts it, low priority with what is idle", () => {
    expect(parseUse(stat)).toEqual({ all: 623_864 + 221_949 + 440_342 + 1_333_154, idle: 221_949 + 1_333_154 });
    expect([parseUse(""), parseUse("cpu0 1 2 3 4 5 6\n")]).toEqual([undefined, undefined]);
  });

  it("tell for how long some task and every task waited", () => {
    expect(parsePressure(pressure)).toEqual({ some: 4_370_300_988, full: 17 });
    expect(parsePressure(pressure.split("\n")[0] ?? "")).toEqual({ some: 4_370_300_988, full: 0 });
  });

  it("tell nothing where there is no such file, or another one", () => {
    expect([parseStat(""), parseStat("cpu  1 2 3\n"), parsePressure(""), parsePressure("some avg10=1\n")]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("what lies between two looks", () => {
  it("is the share that the host took", () => {
    const at = (all: number, stolen: number) => ({ at: 0, ticks: { all, stolen }, waitedUs: {} });
    expect(stolenShare(at(1_000, 25), at(1_200, 65))).toBe(0.2);
    expect(stolenShare(at(1_000, 25), at(1_000, 25))).toBe(0);
    expect(stolenShare(at(1_000, 25), { at: 1, waitedUs: {} })).toBeUndefined();
  });

  it("is the share in use", () => {
    const at = (all: number, idle: number) => ({ at: 0, use: { all, idle }, waitedUs: {} });
    expect(usedShare(at(1_000, 800), at(1_400, 1_100))).toBe(0.25);
    expect(usedShare(at(1_000, 800), at(1_000, 800))).toBe(0);
    expect(usedShare(at(1_000, 800), { at: 1, waitedUs: {} })).toBeUndefined();
  });

  it("is the share of the time in which tasks waited, of what both looks tell", () => {
    const waited = (some: number, full = 0) => ({ some, full });
    const before = { at: 0, waitedUs: { cpu: waited(100_000), io: waited(0) } };
    const now = { at: 2_000, waitedUs: { cpu: waited(500_000, 200_000), memory: waited(9) } };
    expect(pressureBetween(before, now)).toEqual({ cpu: { some: 0.2, full: 0.1 } });
    expect(pressureBetween({ at: 0, waitedUs: {} }, now)).toBeUndefined();
  });

  it("is never more than all of the time, though counters are read one after the other", () => {
    const at = (ms: number, us: number) => ({ at: ms, waitedUs: { cpu: { some: us, full: 0 } } });
    expect(pressureBetween(at(0, 0), at(1_000, 1_003_000))?.cpu?.some).toBe(1);
  });
});
