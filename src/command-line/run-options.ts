import type { Command } from "commander";
import { namePrefix } from "../host/docker/own-containers.ts";
import type { ScenarioOptions } from "../scenario/scenario-options.ts";
import type { AppOptions } from "./app-option.ts";
import { addConfigOption, type ConfigOptions } from "./config-option.ts";
import { addExistingOptions, type ExistingOptions } from "./existing-option.ts";
import { addNotifyOption, type NotifyOptions } from "./notify-option.ts";
import { addQuarantineOption } from "./quarantine-option.ts";
import { addReporterOption, type ReporterOption } from "./reporter-option.ts";
import { addChoiceOptions, addCureOption, type Choice, type Pairing, repetitions } from "./scenario-choice.ts";
import { addScenarioOptions } from "./scenario-options.ts";
import { addShardOption, type ShardOptions } from "./shard-option.ts";
import { addStoreOption, type StoreOption } from "./store-option.ts";
import { addTermsOptions, type TermsOptions } from "./terms-options.ts";
import { addQueueOption } from "./turn.ts";
import { addVersionsOption, type VersionsOption } from "./versions-option.ts";
import { addViewOptions, type ViewOptions } from "./view-options.ts";

/** Options of `run`. */
export interface RunOptions
  extends Omit<ScenarioOptions, "existing">,
    ExistingOptions,
    AppOptions,
    Choice,
    Pairing,
    TermsOptions,
    ReporterOption,
    ViewOptions,
    ConfigOptions,
    ShardOptions,
    StoreOption,
    VersionsOption,
    NotifyOptions {
  readonly keep?: boolean;
  readonly reuse?: boolean;
  readonly name?: string;
  readonly readyTimeout: string;
  readonly queue: string;
  readonly reports: string;
  readonly repeat: number;
  readonly failFast?: boolean;
  readonly deadline?: string;
  readonly against?: string;
}

/** Measured: 5 to 60 s after kind is done, on 2 cores. */
const defaultReadyTimeout = "4m";

/** Adds every option of `run`: `config` takes them too, to show what a run would have. */
export function addRunOptions(command: Command): Command {
  addExistingOptions(addCureOption(addChoiceOptions(addScenarioOptions(command))));
  addViewOptions(addReporterOption(addQuarantineOption(addTermsOptions(addQueueOption(command)))));
  return addConfigOption(addNotifyOption(addStoreOption(addShardOption(addVersionsOption(command)))))
    .option(
      "--resume",
      "with --shard: where this shard was run before and is whole, in --reports or --store, run nothing",
    )
    .option("--repeat <times>", "how often each scenario is run", repetitions, 1)
    .option(
      "--against <runs>",
      "with --repeat: compare with a reference file or a folder of runs after 6, 12, 20 and all runs of each, and stop when it is told",
    )
    .option("--fail-fast", "stop after the first scenario that does not pass")
    .option(
      "--deadline <duration>",
      "stop, heal and report when the command has taken so long; give it less than your CI system does (docs/suites.md)",
    )
    .option("--keep", "leave the cluster when all is over, the last one where there were several")
    .option("--reuse", "take a kept cluster that fits and is healthy; keeps it afterwards")
    .option("--name <name>", `name of the cluster (gets the prefix ${namePrefix})`)
    .option(
      "--ready-timeout <duration>",
      "how long the cluster gets to be steady before anything is broken",
      defaultReadyTimeout,
    )
    .option("--reports <folder>", "where the run's folder is made", "reports");
}
