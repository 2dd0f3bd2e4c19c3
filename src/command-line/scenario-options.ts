import { type Command, InvalidArgumentError, Option } from "commander";
import { addAppOptions } from "./app-option.ts";
import { addImageOptions } from "./image-options.ts";

/** Adds the options that say on what a scenario runs. */
export function addScenarioOptions(command: Command): Command {
  return addAppOptions(addImageOptions(command))
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
    .option("--override-timings", "with --profile fast: also replace timings that the kind file sets itself")
    .option(
      "--after-create <script>",
      "run this once a new cluster stands, before its steady state, with KUBECONFIG and KIND_CLUSTER_NAME: network, ingress, operators (docs/topologies.md)",
    )
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
