import type { Command } from "commander";
import { addComparisonOptions, type ComparisonOptions, termsOf } from "../command-line/comparison-options.ts";
import { addConfigOption, type ConfigOptions, mustHaveBaseline } from "../command-line/config-option.ts";
import { writeComparison } from "../command-line/write-comparison.ts";
import { runSetOf } from "../reference/run-set-of.ts";
import { recordedRun } from "../run/recorded-run.ts";
import { ranIn } from "../run/run-folder.ts";

const examples = `
A and B are each a run, a folder of runs, the folder of a suite, or a reference file ("kind-chaos reference"). Something is claimed of
primary guarantees alone, and from 6 runs of each on: docs/compare.md says how, and how sure. Of two single runs the page shows
outages and failovers on one axis. A config file names baselines (docs/configuration.md): then one run is enough.

Exit codes: 0 better or the same, 1 worse beyond the tolerance, 2 bad usage, 3 cannot tell.

Examples:
  npx kind-chaos compare before/reports after/reports
  npx kind-chaos compare reference.json reports/suite-20261124T110000Z --tolerance 20%
  npx kind-chaos compare reports/etcd-minority-20261123T110000Z reports/etcd-minority-20261124T110000Z
`;

/** Adds the command `compare`. */
export function register(program: Command): void {
  addConfigOption(addComparisonOptions(program.command("compare")))
    .description("Says whether runs B are worse than runs A: per guarantee, with intervals, and what was different.")
    .argument("<a>", "what it was before: a run, a folder of runs, or a reference file")
    .argument("[b]", "what it is now: the same; without it the first, a run, is compared with its baseline")
    .addHelpText("after", examples)
    .action(compare);
}

async function compare(
  first: string,
  second: string | undefined,
  options: ComparisonOptions & ConfigOptions,
): Promise<void> {
  const now = second ?? recordedRun(first);
  const before = second === undefined ? mustHaveBaseline(ranIn(now), options) : first;
  writeComparison(await runSetOf(before), await runSetOf(now), termsOf(options), options);
}
