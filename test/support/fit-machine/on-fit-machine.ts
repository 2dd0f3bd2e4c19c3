import { expect } from "vitest";
import { runStatements } from "./run-statements.ts";
import { watchMachine } from "./watch-machine.ts";
import { type Seen, saidTheTruth, whyRepeat } from "./why-repeat.ts";

/** How often a body that probes by itself may run in all: a test gives itself time for that. */
export const mostProbings = 3;

/** How often a body with runs may, which take minutes: time for that, too. */
export const mostRuns = 2;

/**
 * When no run is repeated any more, after the begin of all tests, milliseconds: on a machine that carries them they are
 * done by then, and on another the whole must end in the time that CI gives it.
 */
export const lateMs = 35 * 60_000;

/** What the line of a test begins with that passed in its weaker form: whoever runs the suite counts them. */
const weaker = "◐ passed in its weaker form:";

/** One run of a body that may be repeated. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** It measures by runs whose journals come into this folder: what their reports say of it counts. */
  runsIn(folder: string): void;
}

/** What a repetition needs of the world. */
export interface Environment {
  /** Begins to look at the machine; the answer ends it and gives what was seen, also of the runs in these folders. */
  watch(): (folders: ReadonlySet<string>) => Promise<Seen>;
  say(line: string): void;
  /** How long all tests together run by now, milliseconds. */
  sinceBeginMs(): number;
}

/**
 * Runs what needs a verdict or a measured time. A failure is thrown on at once where the machine could carry it; where
 * it could not, that is said and the body is run again, at most twice; where its runs take minutes once, and not at all
 * where the tests are late. So a body starts anew, whatever an earlier one left. What is left to hold of runs on a machine that never could is that they say
 * so, and that none claims a fail that it did not measure. Then the test has passed in this weaker form, which is said.
 */
export async function onFitMachine(
  what: string,
  body: (attempt: Attempt) => Promise<void>,
  { watch, say, sinceBeginMs }: Environment = thisMachine,
): Promise<void> {
  const reasons: string[] = [];
  for (let number = 1; ; number++) {
    const folders = new Set<string>();
    const end = watch();
    try {
      await body({ number, runsIn: (folder) => void folders.add(folder) });
      await end(new Set());
      return;
    } catch (error) {
      const seen = await end(folders);
      const why = whyRepeat(seen);
      if (why === undefined) throw error;
      reasons.push(why);
      const most = folders.size === 0 ? mostProbings : mostRuns;
      const isLate = folders.size > 0 && sinceBeginMs() > lateMs;
      const last = number === most || isLate;
      const next = last ? `it is not repeated${isLate ? ", it is late for that" : ""}` : "it is repeated";
      say(
        `✗ ${what}: failed on a machine that could not carry it, attempt ${number} of ${most}: ${why}; ${next} (${firstLine(error)})`,
      );
      if (!last) continue;
      if (!saidTheTruth(seen)) throw withReasons(error, reasons);
      say(`${weaker} ${what}: its runs say of this machine that it could not carry them, and claim no fail`);
      return;
    }
  }
}

/** The same for a whole test, by its name: `it("…", needsFitMachine(async ({ runsIn }) => {…}))`. */
export function needsFitMachine<Given extends readonly unknown[]>(
  body: (attempt: Attempt, ...given: Given) => Promise<void>,
): (...given: Given) => Promise<void> {
  return (...given) => {
    const name = expect.getState().currentTestName ?? "a test";
    return onFitMachine(name, (attempt) => body(attempt, ...given));
  };
}

/** Set by the configuration of the tests when they begin; a file that is run in another way begins by itself. */
const beganMs = Number(process.env.TESTS_BEGAN_MS ?? Date.now());

const thisMachine: Environment = {
  sinceBeginMs: () => Date.now() - beganMs,
  watch: () => {
    const since = Date.now();
    const end = watchMachine();
    return async (folders) => {
      const machine = end();
      if (folders.size === 0) return { machine };
      return { machine, runs: (await Promise.all([...folders].map((folder) => runStatements(folder, since)))).flat() };
    };
  },
  say: (line) => void process.stderr.write(`${line}\n`),
};

/** What failed, short enough for a line: a repetition that passes leaves nothing else of it. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1).join().slice(0, 200);
}

/** The failure itself, so that its difference is shown, with why it may not mean anything. */
function withReasons(error: unknown, reasons: readonly string[]): unknown {
  const words = `this machine could not carry it in ${reasons.length} of ${reasons.length} attempts: ${reasons.join(" | ")}`;
  if (!(error instanceof Error)) return new Error(`${String(error)} (${words})`, { cause: error });
  error.message = `${error.message} (${words})`;
  return error;
}
