import type { Command } from "commander";
import type { AppOptions } from "../command-line/app-option.ts";
import { chosenScenarios } from "../command-line/chosen-scenarios.ts";
import { addConfigOption, type ConfigOptions, namesOr } from "../command-line/config-option.ts";
import { addExistingOptions, type ExistingOptions, existingOf } from "../command-line/existing-option.ts";
import { addQuarantineOption, quarantineOf, tellEnded } from "../command-line/quarantine-option.ts";
import {
  addChoiceOptions,
  addCureOption,
  type Choice,
  isNamed,
  type Pairing,
  repetitions,
} from "../command-line/scenario-choice.ts";
import { addScenarioOptions } from "../command-line/scenario-options.ts";
import { addShardOption, type ShardOptions } from "../command-line/shard-option.ts";
import { addVersionsOption, onEachVersion, type VersionsOption } from "../command-line/versions-option.ts";
import { makePlan } from "../scenario/plan.ts";
import { renderPlan } from "../scenario/plan-text.ts";
import { mustBeSupported } from "../scenario/prepare.ts";
import type { ScenarioOptions } from "../scenario/scenario-options.ts";
import { lengthsOf } from "../suite/durations-option.ts";
import { planSuite, renderSuitePlan } from "../suite/suite-plan.ts";
import { toStdout } from "../terminal/output.ts";
import { terminalOf } from "../terminal/terminal.ts";

interface PlanOptions
  extends Omit<ScenarioOptions, "existing">,
    ExistingOptions,
    AppOptions,
    Choice,
    Pairing,
    ConfigOptions,
    ShardOptions,
    VersionsOption {
  readonly repeat: number;
  readonly quarantine?: string;
  readonly kindConfig?: boolean;
}

/** Adds `plan`: what a run would do, with its limits; touches nothing. */
export function register(program: Command): void {
  const scenarios = addVersionsOption(addScenarioOptions(program.command("plan [scenarios...]")));
  const command = addShardOption(addCureOption(addChoiceOptions(scenarios)));
  addConfigOption(addExistingOptions(addQuarantineOption(command)))
    .description("show what a run would do: topology, steps, probes, guarantees with their limits; touches nothing")
    .option("--repeat <times>", "how often each scenario would be run", repetitions, 1)
    .option("--kind-config", "of a single scenario show the configuration as kind gets it, too, as YAML")
    .addHelpText("after", examples)
    .action(plan);
}

const examples = `
Of several scenarios: their order, the clusters that would be created, and how long it would take.

Examples:
  npx kind-chaos plan etcd-minority
  npx kind-chaos plan etcd-minority --profile fast --json
  npx kind-chaos plan two-members --with-cure
  npx kind-chaos plan --tag etcd
  npx kind-chaos plan --all --shard 2/4
  npx kind-chaos plan --all --repeat 3 --versions "1.36 1.37" --shard 2/50
  npx kind-chaos plan etcd-minority --cluster shop
`;

async function plan(words: string[], options: PlanOptions): Promise<void> {
  const names = namesOr(words, options);
  const lengths = await lengthsOf(options);
  const existing = await existingOf(options, names, false);
  const named = isNamed(names, options);
  const chosen = await chosenScenarios(names, options, existing?.topology);
  const quarantine = quarantineOf(options.quarantine, chosen, options.configured?.quarantine);
  const marksOf = (file: string) => quarantine?.marksOf(file) ?? [];
  const wished: ScenarioOptions & VersionsOption = { ...options, ...(existing && { existing }) };
  const plans = await Promise.all(
    onEachVersion(wished).flatMap((choice) => chosen.map((loaded) => makePlan(loaded, choice, marksOf(loaded.file)))),
  );
  if (quarantine !== undefined) tellEnded(quarantine);
  const { width } = terminalOf(process.stdout);
  const [only] = plans;
  if (named) mustBeSupported(plans.map(({ scenario, unsupported }) => ({ name: scenario, unsupported })));
  const isSingle = named && plans.length === 1 && options.repeat === 1 && options.shard === undefined;
  if (only !== undefined && isSingle) {
    toStdout(
      options.json ? `${JSON.stringify(only, null, 2)}\n` : renderPlan(only, width, options.kindConfig === true),
    );
    return;
  }
  const suite = planSuite(plans, options.repeat, options.shard, lengths);
  toStdout(options.json ? `${JSON.stringify(suite, null, 2)}\n` : renderSuitePlan(suite, width));
}
