import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { expect, it } from "vitest";
import { parseAnswer } from "../../../src/host/far-counters.ts";
import { farScript } from "../../../src/host/far-machine.ts";

const answer = [
  "/proc/uptime:40213.07 60101.99",
  "/proc/stat:cpu  100 10 50 800 20 5 5 25 0 0",
  "/proc/pressure/cpu:some avg10=20.27 avg60=34.46 avg300=29.29 total=4370300988",
  "/proc/pressure/cpu:full avg10=0.00 avg60=0.00 avg300=0.00 total=17",
  "/proc/pressure/io:some avg10=0.00 avg60=0.00 avg300=0.00 total=9",
];

it("an answer is counters by that machine's own clock", () => {
  expect(parseAnswer(answer.join("\n"))).toEqual({
    at: 40_213_070,
    ticks: { all: 1_015, stolen: 25 },
    use: { all: 965, idle: 810 },
    waitedUs: { cpu: { some: 4_370_300_988, full: 17 }, io: { some: 9, full: 0 } },
  });
});

it("a kernel that counts no waits tells the rest, and what is no answer tells nothing", () => {
  expect(parseAnswer(answer.slice(0, 2).join("\n"))).toMatchObject({ at: 40_213_070, waitedUs: {} });
  for (const text of ["", "sh: 1: grep: not found", answer.slice(1).join("\n")])
    expect(parseAnswer(text)).toBeUndefined();
});

it.runIf(process.platform === "linux")("a shell answers each line, and ends with its standard input", () => {
  const output = execFileSync("/bin/sh", ["-c", farScript], { input: "\n\n", encoding: "utf8" });
  const answers = output.split("\n\n");
  expect(answers).toHaveLength(3);
  expect(answers.pop()).toBe("");
  const [first, second] = answers.map(parseAnswer);
  expect(second?.at).toBeGreaterThanOrEqual(first?.at ?? Number.POSITIVE_INFINITY);
  const { user, nice, sys, idle, irq } = cpus().reduce(
    (sum, { times }) => ({
      user: sum.user + times.user,
      nice: sum.nice + times.nice,
      sys: sum.sys + times.sys,
      idle: sum.idle + times.idle,
      irq: sum.irq + times.irq,
    }),
    { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
  );
  // Node's are milliseconds, the kernel's are ticks of ten.
  const ratio = (user + nice + sys + idle + irq) / 10 / (second?.use?.all ?? 0);
  expect(ratio).toBeCloseTo(1, 3);
});
