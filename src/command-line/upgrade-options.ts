import { type Command, InvalidArgumentError, Option } from "commander";
import type { GateOptions } from "../gate/sides.ts";
import { addConfigOption, type ConfigOptions } from "./config-option.ts";
import { repetitions } from "./scenario-choice.ts";
import { wholeNumber } from "./scenario-options.ts";
import { addQueueOption } from "./turn.ts";
import { addViewOptions, type ViewOptions } from "./view-options.ts";

/** Options of `upgrade`. */
export interface UpgradeOptions extends ViewOptions, ConfigOptions, GateOptions {
  readonly seed?: number;
  readonly repeat: number;
  readonly accept?: string;
  readonly tryRollback?: boolean;
  readonly deadline?: string;
  readonly queue: string;
  readonly readyTimeout: string;
  readonly reports: string;
  readonly json?: boolean;
}

/** Adds every option of `upgrade`. */
export function addUpgradeOptions(command: Command): Command {
  return addConfigOption(addViewOptions(addQueueOption(command)))
    .option("--from <version>", "the version of Kubernetes that the cluster has: 1.36")
    .option("--to <version>", "the version that it is to have: 1.37")
    .option("--from-config <file>", "a config file with the cluster's present settings (docs/upgrade.md)")
    .option("--to-config <file>", "a config file with the settings that it is to have")
    .option(
      "--scenarios <names>",
      "run before and after, names or files with commas between them (default: apiserver-kill,etcd-minority, of one control plane baseline)",
      names,
    )
    .option(
      "--mixed <names>",
      "run in the mixed state, after each control plane but the last (default: apiserver-kill,etcd-minority)",
      names,
    )
    .option("--topology <name or file>", "kind configuration, a name in kind-configs or a file (default: ha-3cp-3w)")
    .addOption(
      new Option("--profile <profile>", "timings of the cluster (default: the first scenario's own)").choices([
        "stock",
        "fast",
      ]),
    )
    .option("--override-timings", "with --profile fast: also replace timings that the kind file sets itself")
    .option("--after-create <script>", "run this once a new cluster stands (docs/topologies.md)")
    .option("--kind <version>", "release of kind")
    .option("--repeat <times>", "how often each scenario is run before and after", repetitions, 1)
    .option("--try-rollback", "also try and time the ways back, on clusters of their own (docs/upgrade.md)")
    .option("--seed <number>", "what the seeds of its runs are made of: the same before and after", wholeNumber)
    .option("--accept <file>", "findings before it that are lived with, YAML (docs/preflight.md)")
    .option("--deadline <duration>", "stop, heal and report when the command has taken so long")
    .option("--ready-timeout <duration>", "how long the cluster and the machine get to be calm before each run", "10m")
    .option("--reports <folder>", "where the folders are made", "reports")
    .option("--json", "print the result as JSON on standard output, nothing else there (docs/json.md)");
}

/** The arguments that make all of it again. */
export function repeatOf(options: UpgradeOptions, seed: number): string[] {
  const { fromConfig, toConfig, afterCreate, scenarios, mixed, config, overrideTimings } = options;
  const valued = {
    ...{ from: options.from, to: options.to, "from-config": fromConfig, "to-config": toConfig },
    ...{ scenarios: scenarios?.join(","), mixed: mixed?.join(","), topology: options.topology },
    ...{ profile: options.profile, "after-create": afterCreate, kind: options.kind, accept: options.accept },
    ...{ repeat: `${options.repeat}`, seed: `${seed}`, config: typeof config === "string" ? config : undefined },
  };
  return [
    "upgrade",
    ...(config === false ? ["--no-config"] : []),
    ...(overrideTimings === true ? ["--override-timings"] : []),
    ...(options.tryRollback === true ? ["--try-rollback"] : []),
    ...Object.entries(valued).flatMap(([option, value]) => (value === undefined ? [] : [`--${option}`, value])),
  ];
}

/** Scenarios from the command line. */
function names(text: string): string[] {
  const all = text.split(",").filter((name) => name !== "");
  if (all.length === 0) throw new InvalidArgumentError("names of scenarios are expected, with commas between them");
  return all;
}
