import { describe, expect, it } from "vitest";
import { type Attempt, type Environment, lateMs, onFitMachine } from "../../../support/fit-machine/on-fit-machine.ts";
import { watchMachine } from "../../../support/fit-machine/watch-machine.ts";
import type { RunStatement, Seen } from "../../../support/fit-machine/why-repeat.ts";

const fit: Seen = { machine: [{ from: 0, to: 1_000, machineCpuShare: 0.3, stolenShare: 0.01 }] };
const unfit = (stolen = 0.3): Seen => ({
  machine: [{ from: 0, to: 1_000, machineCpuShare: 0.3, stolenShare: stolen }],
});

/** Runs a body whose first attempts fail, on a machine that was like this in each of them. */
async function repeated(
  machines: readonly Seen[],
  failing: number,
  body: (attempt: Attempt) => void = () => {},
  sinceBeginMs = 0,
) {
  const said: string[] = [];
  const folders: string[][] = [];
  const surroundings: Environment = {
    watch: () => async (of) => {
      folders.push([...of]);
      return machines[folders.length - 1] ?? fit;
    },
    say: (line) => void said.push(line),
    sinceBeginMs: () => sinceBeginMs,
  };
  const attempts: number[] = [];
  const end = await onFitMachine(
    "a verdict",
    async (attempt) => {
      attempts.push(attempt.number);
      body(attempt);
      if (attempt.number <= failing) expect(`wrong in ${attempt.number}`).toBe("right");
    },
    surroundings,
  ).then(
    () => "passed",
    (error: Error) => error.message,
  );
  return { attempts, said, end, folders };
}

describe("what needs a machine that can carry it", () => {
  it("runs once where it passes, on whatever machine", async () => {
    expect(await repeated([unfit()], 0)).toMatchObject({ attempts: [1], said: [], end: "passed" });
  });

  it("fails at once with its own words where the machine could carry it", async () => {
    const { attempts, said, end } = await repeated([fit], 3);
    expect({ attempts, said }).toEqual({ attempts: [1], said: [] });
    expect(end).toMatch(/^expected 'wrong in 1' to be 'right'[^(]*$/);
  });

  it("is repeated where the machine could not, and says so in one line", async () => {
    const { attempts, said, end } = await repeated([unfit(0.33)], 1);
    expect({ attempts, end }).toEqual({ attempts: [1, 2], end: "passed" });
    expect(said).toEqual([
      "✗ a verdict: failed on a machine that could not carry it, attempt 1 of 3: " +
        "the host took 33 % of this machine's CPU, 33 % in the worst 5 s; it is repeated (expected 'wrong in 1' to be 'right' // Object.is equality)",
    ]);
  });

  it("fails at once where it is wrong again on a machine that could carry it by then", async () => {
    const { attempts, said, end } = await repeated([unfit(), fit], 3);
    expect(attempts).toEqual([1, 2]);
    expect(said).toHaveLength(1);
    expect(end).toMatch(/^expected 'wrong in 2' to be 'right'[^(]*$/);
  });

  it("fails the third time, with what the machine was like in each attempt", async () => {
    const { attempts, said, end } = await repeated([unfit(0.22), unfit(0.33), unfit(0.44), unfit()], 9);
    expect(attempts).toEqual([1, 2, 3]);
    expect(said.map((line) => /; ([^;]*) \(/.exec(line)?.[1])).toEqual([
      "it is repeated",
      "it is repeated",
      "it is not repeated",
    ]);
    expect(end).toMatch(
      /^expected 'wrong in 3' to be 'right'.* \(this machine could not carry it in 3 of 3 attempts: .*22 %.* \| .*33 %.* \| .*44 %.*\)$/s,
    );
  });

  it("is judged by the runs in the folders that it names in that attempt", async () => {
    const name = ({ number, runsIn }: Attempt) => runsIn(`reports-${number}`);
    expect((await repeated([unfit()], 1, name)).folders[0]).toEqual(["reports-1"]);
    expect((await repeated([unfit(), fit], 2, name)).folders).toEqual([["reports-1"], ["reports-2"]]);
  });

  it("is repeated where it probes by itself, however late the tests are: that takes no minutes", async () => {
    expect(await repeated([unfit(), fit], 1, undefined, lateMs + 1)).toMatchObject({ attempts: [1, 2], end: "passed" });
  });

  it("passes in its weaker form at once where the tests are late and its runs say so", async () => {
    const runs: RunStatement[] = [{ run: "a", outcome: "inconclusive", reasons: ["it was busy"], isExcused: true }];
    const inRuns = ({ runsIn }: Attempt) => runsIn("reports");
    const { attempts, said, end } = await repeated([{ machine: [], runs }], 9, inRuns, lateMs + 1);
    expect({ attempts, end }).toEqual({ attempts: [1], end: "passed" });
    expect(said[0]).toContain("attempt 1 of 2: it was busy; it is not repeated, it is late for that (expected");
    expect(said.at(-1)).toMatch(/^◐ passed in its weaker form: a verdict: /);
  });

  describe("with runs, twice on a machine that could not carry them", () => {
    const ofRuns = (number: number, ...runs: RunStatement[]) =>
      repeated([unfit(), { machine: [], runs }], number, ({ runsIn }) => runsIn("reports"));
    const excused = { run: "a", outcome: "inconclusive", reasons: ["it was busy"], isExcused: true } as const;
    const pass = { run: "b", outcome: "pass", reasons: [], isExcused: false } as const;

    it("passes in a weaker form where one says so and none claims a fail, which is said", async () => {
      const { attempts, said, end } = await ofRuns(9, excused, pass);
      expect({ attempts, end }).toEqual({ attempts: [1, 2], end: "passed" });
      expect(said.at(-1)).toMatch(/^◐ passed in its weaker form: a verdict: /);
    });

    it("does so beside a pass of a run whose machine was busy at times, which its bounds kept", async () => {
      expect((await ofRuns(9, excused, { ...pass, reasons: ["it was busy"] })).end).toBe("passed");
    });

    it.each<[string, RunStatement[]]>([
      ["claims a fail", [excused, { ...pass, outcome: "fail" }]],
      ["is inconclusive for another reason", [{ ...excused, isExcused: false }]],
    ])("fails where one of them %s", async (_, runs) => {
      expect((await ofRuns(9, ...runs)).end).toMatch(/^expected 'wrong in 2'.*in 2 of 2 attempts/s);
    });
  });
});

it("the real machine is looked at, from the first moment to the last", async () => {
  const end = watchMachine();
  const from = performance.now();
  // Without rest, so that there is something to see.
  while (performance.now() - from < 50);
  const seconds = end();
  expect(seconds).toHaveLength(1);
  const [second] = seconds;
  expect((second?.to ?? 0) - (second?.from ?? 0)).toBeGreaterThanOrEqual(50);
  expect(second?.machineCpuShare).toBeGreaterThanOrEqual(0);
  expect(second?.machineCpuShare).toBeLessThanOrEqual(1);
  for (const share of [
    second?.stolenShare ?? 0,
    ...Object.values(second?.pressure ?? {}).map((waits) => waits?.some ?? 0),
  ]) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThan(1.1);
  }
});
