import type { Command } from "commander";
import { type ReadConfig, readConfig } from "../config/config-file.ts";
import { baselinesOf, scenariosOf, settingOf, settings } from "../config/settings.ts";
import { UsageError } from "../model/errors.ts";

/** What a config file says beside the defaults of flags, for the command that runs. */
export interface Configured {
  readonly read: ReadConfig;
  /** What is meant where nothing is named or chosen on the command line. */
  readonly scenarios: readonly string[];
  /** The quarantine file that is read where several are run. */
  readonly quarantine: string | undefined;
  /** By the name of a scenario the folder of the run that others of it are compared with. */
  readonly baselines: ReadonlyMap<string, string>;
}

/** Options of commands that read a config file. */
export interface ConfigOptions {
  readonly configured?: Configured;
}

/** Commander's name of where a value comes from that a config file says. */
export const fromConfig = "config";

/** Two flags of which one is given: the other's default does not count. */
const opposites: Readonly<Record<string, string>> = { quiet: "verbose", verbose: "quiet", kubernetes: "versions" };

/** Choices beside which the scenarios of a config file do not count. */
const choices = ["all", "tag", "topology"] as const;

/**
 * Adds `--config` and `--no-config`, and reads the file before the command runs: what it says of the command's own
 * options becomes their default.
 */
export function addConfigOption(command: Command): Command {
  return command
    .option(
      "--config <file>",
      "the config file (docs/configuration.md; by default ./kind-chaos.config.yaml or .ts, where it is there)",
    )
    .option("--no-config", "read no config file")
    .hook("preAction", (_, acting) => applyConfig(acting));
}

async function applyConfig(command: Command): Promise<void> {
  const named: unknown = command.getOptionValue("config");
  if (named === false) return;
  const read = await readConfig(typeof named === "string" ? named : undefined);
  if (read === undefined) return;
  const isFlag = (option: string) => command.getOptionValueSource(option) === "cli";
  const options = new Set(command.options.map((option) => option.attributeName()));
  const isChosen = choices.some(isFlag);
  for (const setting of settings) {
    const { option } = setting;
    const value = settingOf(read, setting);
    const isOwn = options.has(option) && !isFlag(option) && !isFlag(opposites[option] ?? "");
    // A quarantine is a matter of several runs; what scenarios are listed by is asked for each time.
    if (value === undefined || !isOwn || option === "quarantine" || command.name() === "list") continue;
    command.setOptionValueWithSource(option, value, fromConfig);
  }
  const quarantine = settings.find(({ option }) => option === "quarantine");
  const configured: Configured = {
    read,
    scenarios: isChosen ? [] : scenariosOf(read),
    quarantine: quarantine && (settingOf(read, quarantine) as string | undefined),
    baselines: baselinesOf(read),
  };
  command.setOptionValueWithSource("configured", configured, fromConfig);
}

/** The scenarios that are meant: those that are named, else those of the config file. */
export function namesOr(names: readonly string[], { configured }: ConfigOptions): readonly string[] {
  return names.length > 0 ? names : (configured?.scenarios ?? []);
}

/** The folder of the run that runs of a scenario are compared with; undefined where a config file names none. */
export function baselineOf(scenario: string, { configured }: ConfigOptions): string | undefined {
  return configured?.baselines.get(scenario);
}

/** Throws UsageError where `compare` got one run and no config file names what it is compared with. */
export function mustHaveBaseline(scenario: string, options: ConfigOptions): string {
  const baseline = baselineOf(scenario, options);
  if (baseline !== undefined) return baseline;
  const where = options.configured?.read.file ?? "a config file";
  throw new UsageError(`what is ${scenario} compared with? Name two runs, or baselines.${scenario} in ${where}`);
}
