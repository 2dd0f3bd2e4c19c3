import type { Command } from "commander";
import { addQuarantineOption, quarantineOf, tellEnded } from "../command-line/quarantine-option.ts";
import {
  addChoiceOptions,
  type Choice,
  chooseScenarios,
  isNamed,
  repetitions,
} from "../command-line/scenario-choice.ts";
import { addScenarioOptions } from "../command-line/scenario-options.ts";
import { known } from "../scenario/catalogue.ts";
import { loadScenarios } from "../scenario/load-scenario.ts";
import { makePlan, renderPlan } from "../scenario/plan.ts";
import type { ScenarioOptions } from "../scenario/scenario-options.ts";
import { planSuite, renderSuitePlan } from "../suite/suite-plan.ts";
import { toStdout } from "../terminal/output.ts";

type PlanOptions = ScenarioOptions & Choice & { readonly repeat: number; readonly quarantine?: string };

/** Adds `plan`: what a run would do, with its limits; touches nothing. */
export function register(program: Command): void {
  addQuarantineOption(addChoiceOptions(addScenarioOptions(program.command("plan [scenarios...]"))))
    .description("show what a run would do: topology, steps, probes, guarantees with their limits; touches nothing")
    .option("--repeat <times>", "how often each scenario would be run", repetitions, 1)
    .addHelpText("after", examples)
    .action(plan);
}

const examples = `
Of several scenarios: their order, the clusters that would be created, and how long it would take.

Examples:
  npm run chaos -- plan etcd-minority
  npm run chaos -- plan etcd-minority --profile fast --json
  npm run chaos -- plan --tag etcd
`;

async function plan(names: string[], options: PlanOptions): Promise<void> {
  const named = isNamed(names, options);
  const chosen = named ? await loadScenarios(names, known(), options.topology) : await chooseScenarios(options);
  const quarantine = quarantineOf(options.quarantine, chosen);
  const marksOf = (file: string) => quarantine?.marksOf(file) ?? [];
  const plans = await Promise.all(chosen.map((loaded) => makePlan(loaded, options, marksOf(loaded.file))));
  if (quarantine !== undefined) tellEnded(quarantine);
  const [only] = plans;
  if (named && only !== undefined && plans.length === 1 && options.repeat === 1) {
    toStdout(options.json ? `${JSON.stringify(only, null, 2)}\n` : renderPlan(only));
    return;
  }
  const suite = planSuite(plans, options.repeat);
  toStdout(options.json ? `${JSON.stringify(suite, null, 2)}\n` : renderSuitePlan(suite));
}
