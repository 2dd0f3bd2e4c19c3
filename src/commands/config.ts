import type { Command } from "commander";
import { fromConfig, namesOr } from "../command-line/config-option.ts";
import { addressesOf } from "../command-line/notify-option.ts";
import { quarantineOf } from "../command-line/quarantine-option.ts";
import { formsOf } from "../command-line/reporter-option.ts";
import { addRunOptions, type RunOptions } from "../command-line/run-options.ts";
import { chooseScenarios, isNamed } from "../command-line/scenario-choice.ts";
import { verbosityOf } from "../command-line/view-options.ts";
import { withOwnLimits } from "../config/own-limits.ts";
import { furtherSettings, settings } from "../config/settings.ts";
import { plainText } from "../model/plain-text.ts";
import { readAddress } from "../notify/address.ts";
import { known } from "../scenario/catalogue.ts";
import { type LoadedScenario, loadScenarios } from "../scenario/load-scenario.ts";
import { makePlan } from "../scenario/plan.ts";
import { scenarioBeside } from "../scenario/quarantine-file.ts";
import { toStdout } from "../terminal/output.ts";

/** One value as a run would have it; a line of `config --print`. */
export interface ConfiguredValue {
  /** As the config file has it: "run.repeat". */
  readonly key: string;
  /** Null: none. An address to which verdicts are posted is told without what is secret in it. */
  readonly value: unknown;
  readonly from: "flag" | "file" | "default";
  /** The flag, or file and line. */
  readonly at?: string;
}

/** The shape of `config --json`, version 1. */
export interface PrintedConfig {
  readonly version: 1;
  /** The config file that was read; null: none. */
  readonly file: string | null;
  readonly values: readonly ConfiguredValue[];
}

/** Adds `config`: what a run would have for settings, and where each comes from. */
export function register(program: Command): void {
  addRunOptions(program.command("config [scenarios...]"))
    .description("check the config file, or print every setting that a run would have with where it comes from")
    .option("--print", "print every setting: its value, and the flag, or file and line, that says it")
    .addHelpText("after", examples)
    .action(config);
}

const examples = `
Takes the flags of run, to show what they change; runs nothing. Keys and rules: docs/configuration.md.

Examples:
  npx kind-chaos config --print
  npx kind-chaos config --print --reports nightly --json
`;

async function config(
  words: string[],
  options: RunOptions & { readonly print?: boolean },
  command: Command,
): Promise<void> {
  await check(words, options);
  const printed: PrintedConfig = {
    version: 1,
    file: options.configured?.read.file ?? null,
    values: valuesOf(words, options, command),
  };
  if (options.json === true) toStdout(`${JSON.stringify(printed, null, 2)}\n`);
  else if (options.print === true) toStdout(render(printed));
  else toStdout(`${printed.file === null ? "there is no config file here" : `${printed.file} can be used`}\n`);
}

/**
 * Throws UsageError as a run would, for everything that a config file or a flag says; a variable with an address need
 * not be there, nor the folder of a baseline.
 */
async function check(words: readonly string[], options: RunOptions): Promise<void> {
  await formsOf(options.reporter);
  addressesOf({ notify: options.notify?.filter((word) => !word.startsWith("env:")) ?? [] });
  verbosityOf(options);
  const { read, quarantine } = options.configured ?? {};
  // First without a scenario: that says the place of one that there is not.
  await withOwnLimits([], read);
  const limited = (read?.config.limits ?? []).map(({ scenario }) => scenarioBeside(scenario, read?.folder ?? "."));
  const called = await withOwnLimits(await calledScenarios(words, options), read);
  await withOwnLimits(limited.length === 0 ? [] : await loadScenarios(limited, known()), read);
  quarantineOf(options.quarantine, called, quarantine);
  for (const one of called) await makePlan(one, options);
}

/** The scenarios that a run would have; where none is meant, one that shows whether the options fit together. */
async function calledScenarios(words: readonly string[], options: RunOptions): Promise<LoadedScenario[]> {
  const names = namesOr(words, options);
  const isUnsaid = names.length === 0 && options.all !== true && options.tag === undefined;
  if (isUnsaid && options.topology === undefined) return loadScenarios([anyScenario], known());
  return isNamed(names, options) ? loadScenarios(names, known(), options.topology) : chooseScenarios(options);
}

/** A scenario that breaks nothing. */
const anyScenario = "baseline";

function valuesOf(words: readonly string[], options: RunOptions, command: Command): ConfiguredValue[] {
  const { configured } = options;
  const further = furtherSettings.map((key): ConfiguredValue => {
    if (key === "scenarios" && words.length > 0) return { key, value: words, from: "flag", at: "the command line" };
    const value = configured?.read.config[key];
    if (value === undefined || (key === "scenarios" && configured?.scenarios.length === 0))
      return { key, value: null, from: "default" };
    return { key, value, from: "file", at: configured?.read.whereIs([key]) ?? "" };
  });
  const flags = settings.map(({ key, option, path }): ConfiguredValue => {
    const flag = command.options.find((one) => one.attributeName() === option);
    const source = command.getOptionValueSource(option);
    const raw: unknown = command.getOptionValue(option) ?? null;
    const value = key === "notify" && Array.isArray(raw) ? raw.map(shownAddress) : raw;
    if (source === "cli") return { key, value, from: "flag", at: flag?.long ?? "" };
    const at = configured?.read.whereIs(path) ?? "";
    if (source === fromConfig) return { key, value, from: "file", at };
    if (key === "quarantine" && configured?.quarantine !== undefined)
      return { key, value: configured.quarantine, from: "file", at };
    return { key, value, from: "default" };
  });
  return [...further, ...flags];
}

/** What of an address may be shown; the name of a variable is no secret. */
function shownAddress(word: unknown): string {
  const text = String(word);
  return text.startsWith("env:") ? text : readAddress(text, {}).shown;
}

function render({ file, values }: PrintedConfig): string {
  const width = Math.max(...values.map(({ key }) => key.length));
  const lines = values.map(({ key, value, from, at }) => {
    const words = value === null ? "-" : typeof value === "string" ? value : JSON.stringify(value);
    return `${key.padEnd(width)}  ${plainText(words)}  (${at === undefined ? from : from === "flag" ? `flag ${at}` : at})`;
  });
  return `${file === null ? "no config file" : file}\n\n${lines.join("\n")}\n`;
}
