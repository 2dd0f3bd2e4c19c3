import { type Command, InvalidArgumentError, Option } from "commander";

/** Adds the options that say on what a scenario runs. */
export function addScenarioOptions(command: Command): Command {
  return command
    .option(
      "--topology <name or file>",
      "kind configuration, a name in kind-configs or a file: what named scenarios run on instead of their own; without names, the scenarios of it are chosen",
    )
    .addOption(
      new Option("--profile <profile>", "timings of the cluster (default: the scenario's own)").choices([
        "stock",
        "fast",
      ]),
    )
    .option("--kubernetes <version>", "Kubernetes version, one that setup provides")
    .option("--seed <number>", "seed of everything random: phases of the probes, choice of targets", wholeNumber)
    .option("--json", "print the result as JSON on standard output, nothing else there");
}

/** A whole number from the command line. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError("a whole number is expected, for example 42");
  return value;
}
