import type { Command } from "commander";
import { calibrate } from "../calibration/calibration.ts";
import { renderCalibration } from "../calibration/calibration-table.ts";
import { outcomeOf } from "../calibration/fitness.ts";
import { canFilter } from "../calibration/packet-filter.ts";
import { listenForInterruption } from "../command-line/interruption.ts";
import { tellJsonError } from "../command-line/json-error.ts";
import { addQueueOption, queueMs, takeTurn } from "../command-line/turn.ts";
import { Engine } from "../host/engine.ts";
import { toMs } from "../model/duration.ts";
import { UsageError } from "../model/errors.ts";
import { exitCodes } from "../model/outcome.ts";
import { exitCodeOfStop } from "../model/stop.ts";
import { toStderr, toStdout } from "../terminal/output.ts";
import { terminalOf } from "../terminal/terminal.ts";

interface CalibrateOptions {
  readonly trials: string;
  readonly calm: string;
  readonly seed?: string;
  readonly json?: boolean;
  readonly queue: string;
}

/** Adds the command `calibrate`. */
export function register(program: Command): void {
  addQueueOption(program.command("calibrate"))
    .description("measure scripted outages of known truth with the real probes, and say how well; needs no cluster")
    .option("--trials <number>", "outages times lanes at 10 Hz, at least", "600")
    .option("--calm <duration>", "time without any outage, on 16 lanes, to look for false ones", "4m")
    .option("--seed <number>", "draws the outages; default: another one each time")
    .option("--json", "print the result as JSON (docs/measuring.md) and nothing else")
    .addHelpText(
      "after",
      "\nExit codes: 0 every truth lay within the bounds and no outage was false, 1 not so, 2 bad usage,\n" +
        "3 not so, but on a machine that was not fit to calibrate, or its turn did not come.\n\nExamples:\n" +
        "  npx kind-chaos calibrate\n  npx kind-chaos calibrate --trials 100 --calm 10s --seed 7\n",
    )
    .action(run);
}

async function run(options: CalibrateOptions): Promise<void> {
  const say = (text: string) => toStderr(`${text}\n`);
  // Everything that a person may have mistyped is looked at before anything is waited for.
  const wanted = {
    trials: wholeNumber(options.trials, "--trials"),
    fastTrials: 80,
    calmMs: toMs(options.calm),
    deadThirdMs: 20_000,
    seed: options.seed === undefined ? Date.now() % 1_000_000 : wholeNumber(options.seed, "--seed"),
  };
  using turn = await takeTurn(await new Engine().identity(), "calibrate", queueMs(options.queue));
  if (turn === undefined) return;
  const interruption = listenForInterruption(
    () => say("stopping"),
    () => say("leaving at once; `npx kind-chaos clean` takes out what may be left in the firewall"),
  );
  try {
    const { signal } = interruption;
    const result = await calibrate({ ...wanted, blackhole: canFilter(), signal, onProgress: say });
    toStdout(
      options.json
        ? `${JSON.stringify(result, null, 2)}\n`
        : renderCalibration(result, terminalOf(process.stdout).width),
    );
    process.exitCode = exitCodes[outcomeOf(result)];
  } catch (error) {
    // Whatever broke off because of the interruption is no failure of its own.
    if (!interruption.signal.aborted) throw error;
    tellJsonError("interrupted", "interrupted");
    process.exitCode = exitCodeOfStop(interruption.signal);
  } finally {
    interruption.stop();
  }
}

function wholeNumber(text: string, option: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${option} takes a whole number, not "${text}"`);
  return Number(text);
}
