import { basename, resolve } from "node:path";
import { Argument, type Command } from "commander";
import { counted } from "../analysis/statistics/format.ts";
import { addComparisonOptions, type ComparisonOptions, termsOf } from "../command-line/comparison-options.ts";
import { writeComparison } from "../command-line/write-comparison.ts";
import type { RunSet } from "../comparison/run-set.ts";
import { UsageError } from "../model/errors.ts";
import { writeReference } from "../reference/reference-file.ts";
import { runSetOf } from "../reference/run-set-of.ts";
import { toStdout } from "../terminal/output.ts";

const examples = `
A reference is a small file of JSON for your repository, which people review: what runs measured, and the class of machine that
it holds for. "check" compares runs with it as "compare" does; on another class of machine it says so and claims nothing of times.

Exit codes of check: 0 better or the same, 1 worse beyond the tolerance, 2 bad usage, 3 cannot tell.

Examples:
  npx kind-chaos reference write chaos-reference.json reports/suite-20261124T110000Z
  npx kind-chaos reference check chaos-reference.json reports/suite-20261127T110000Z
`;

/** The shape of `reference write --json`, version 1. */
export interface WrittenReference {
  readonly version: 1;
  readonly file: string;
  /** The class of machine that it holds for. */
  readonly machine: string;
  readonly scenarios: number;
  /** That count. */
  readonly runs: number;
}

/** Adds the command `reference`. */
export function register(program: Command): void {
  addComparisonOptions(program.command("reference"))
    .description("Writes a reference file from runs, or checks runs against one.")
    .addArgument(new Argument("<action>", "what to do").choices(["write", "check"]))
    .argument("<file>", "the reference file")
    .argument("[runs]", "a run, a folder of runs, or the folder of a suite", "reports")
    .addHelpText("after", examples)
    .action(reference);
}

async function reference(
  action: "write" | "check",
  file: string,
  runs: string,
  options: ComparisonOptions,
): Promise<void> {
  const named = await runSetOf(runs);
  if (action === "check") {
    writeComparison(await runSetOf(file), named, { ...termsOf(options), sameMachine: true }, options);
    return;
  }
  const { set } = named;
  mustBeOneMachine(set);
  writeReference(file, { ...set, name: basename(resolve(file)) });
  const result: WrittenReference = {
    version: 1,
    file,
    machine: set.machine,
    scenarios: set.scenarios.length,
    runs: set.scenarios.reduce((sum, scenario) => sum + scenario.runs, 0),
  };
  const what = `${counted(result.runs, "run")} of ${counted(result.scenarios, "scenario")}, ${set.machine}`;
  toStdout(options.json === true ? `${JSON.stringify(result, null, 2)}\n` : `wrote      ${file} (${what})\n`);
}

function mustBeOneMachine({ machine }: RunSet): void {
  if (machine.includes("; "))
    throw new UsageError(`these runs are of several classes of machine (${machine}): a reference holds for one`);
}
