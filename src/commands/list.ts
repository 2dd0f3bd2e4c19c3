import type { Command } from "commander";
import { listing } from "../analysis/statistics/format.ts";
import { describeMark } from "../analysis/verdict/quarantine.ts";
import { withProfile } from "../cluster/profiles.ts";
import { addQuarantineOption, quarantineOf, tellEnded } from "../command-line/quarantine-option.ts";
import { addChoiceOptions, type Choice, filterScenarios } from "../command-line/scenario-choice.ts";
import { type HostFacts, hostFacts } from "../host/host-facts.ts";
import { plainTexts } from "../model/plain-text.ts";
import type { QuarantineEntry } from "../model/quarantine.ts";
import { tagNames, tags } from "../model/tags.ts";
import { known, loadFault } from "../scenario/catalogue.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { loadScenarios } from "../scenario/load-scenario.ts";
import { environmentOf, unsupportedReason } from "../scenario/unsupported.ts";
import type { Known } from "../scenario/validation/known.ts";
import { defaultKubernetesVersion } from "../setup/images/images.ts";
import { toStdout } from "../terminal/output.ts";

/** The shape of `list --json`, version 1. */
interface Catalogue {
  readonly version: 1;
  readonly scenarios: readonly {
    readonly name: string;
    readonly summary: string;
    readonly topology: string;
    readonly profile: string;
    readonly tags: readonly string[];
  }[];
  /** Every tag, with what is true of the scenarios that have it. */
  readonly tags: readonly { readonly name: string; readonly meaning: string }[];
  readonly faults: readonly string[];
  readonly targets: readonly string[];
  readonly procedures: readonly string[];
  readonly operations: readonly string[];
  readonly guarantees: readonly string[];
  readonly topologies: readonly string[];
}

/** A fault that this machine cannot do, or not in every form. */
interface UnsupportedFault {
  readonly fault: string;
  readonly reason: string;
}

/** What `list --json` says besides: what cannot be done here, and what a quarantine file says of the scenarios. */
interface Limits {
  readonly unsupportedFaults: readonly UnsupportedFault[];
  readonly unsupportedScenarios: readonly { readonly scenario: string; readonly reason: string }[];
  readonly quarantine: readonly QuarantineEntry[];
}

/** Adds the command `list`. */
export function register(program: Command): void {
  addQuarantineOption(addChoiceOptions(program.command("list [scenarios...]")))
    .description("list the scenarios, and what a scenario can be made of")
    .option("--json", "print the catalogue as JSON on standard output, nothing else there")
    .option("--topology <name or file>", "only scenarios of this topology")
    .addHelpText("after", "\nExamples:\n  npm run chaos -- list\n  npm run chaos -- list --tag etcd --json\n")
    .action(list);
}

/** What is found in the project's folders, and some scenarios of it. */
function makeCatalogue(
  scenarios: readonly LoadedScenario[],
  { faults, targets, procedures, operations, guarantees, topologies }: Known,
): Catalogue {
  return {
    version: 1,
    scenarios: scenarios.map(summarize),
    tags: Object.entries(tags).map(([name, meaning]) => ({ name, meaning })),
    faults: [...faults.keys()],
    targets: [...targets.keys()],
    procedures: [...procedures.keys()],
    operations: [...operations.keys()],
    guarantees: [...guarantees.keys()],
    topologies: [...topologies.keys()],
  };
}

function unsupportedFaults({ faults }: Known, host: HostFacts): UnsupportedFault[] {
  const around = environmentOf(host);
  return [...faults.values()].flatMap(({ name, unsupported }) => {
    const reason = unsupported?.(around);
    return reason === undefined ? [] : [{ fault: name, reason }];
  });
}

async function unsupportedScenarios(
  loaded: readonly LoadedScenario[],
  host: HostFacts,
): Promise<Limits["unsupportedScenarios"]> {
  const reasons = loaded.map(async ({ name, scenario, topology }) => {
    const config = withProfile(topology.config, scenario.profile, defaultKubernetesVersion(), host);
    const reason = await unsupportedReason(scenario, environmentOf(host, config), loadFault);
    return reason === undefined ? [] : [{ scenario: name, reason }];
  });
  return (await Promise.all(reasons)).flat();
}

async function list(names: string[], options: Choice & { json?: boolean; quarantine?: string }): Promise<void> {
  const everything = known();
  const [loaded, all, host] = await Promise.all([loadScenarios(names, everything), everything, hostFacts()]);
  const chosen = filterScenarios(loaded, options);
  const catalogue = plainTexts(makeCatalogue(chosen, all));
  const read = quarantineOf(options.quarantine, chosen);
  const marks = chosen.map(({ file }) => read?.marksOf(file).map(describeMark) ?? []);
  const limits = {
    unsupportedFaults: unsupportedFaults(all, host),
    unsupportedScenarios: await unsupportedScenarios(chosen, host),
    quarantine: read?.quarantine.entries ?? [],
  };
  toStdout(
    options.json
      ? `${JSON.stringify({ ...catalogue, ...limits }, null, 2)}
`
      : renderText(catalogue, limits, plainTexts(marks)),
  );
  if (read !== undefined) tellEnded(read);
}

function renderText(
  catalogue: Catalogue,
  { unsupportedFaults: faults, unsupportedScenarios }: Limits,
  marks: readonly (readonly string[])[],
): string {
  const width = Math.max(...catalogue.scenarios.map(({ name }) => name.length), 0);
  const topologyWidth = Math.max(...catalogue.scenarios.map(({ topology }) => topology.length), 0);
  const scenarios = catalogue.scenarios.map(({ name, topology, summary }, index) => {
    const reason = unsupportedScenarios.find(({ scenario }) => scenario === name)?.reason;
    const notes = [...(reason === undefined ? [] : [`not here: ${reason}`]), ...(marks[index] ?? [])];
    const below = notes.map((note) => `  ${" ".repeat(width)}  ${note}\n`).join("");
    return `  ${name.padEnd(width)}  ${topology.padEnd(topologyWidth)}  ${summary}\n${below}`;
  });
  const limits = faults.map(({ fault, reason }) => `            ${fault} here: ${reason}\n`);
  return `Scenarios (npm run chaos -- <name>):
${scenarios.join("") || "  none\n"}
Tags:       ${listing(tagNames, 99)}
Faults:     ${listing(catalogue.faults, 99)}
${limits.join("")}Targets:    ${listing(catalogue.targets, 99)}
Procedures: ${listing(catalogue.procedures, 99)}
Operations: ${listing(catalogue.operations, 99)}
Guarantees: ${listing(catalogue.guarantees, 99)}
Topologies: ${listing(catalogue.topologies, 99)}
`;
}

function summarize({ name, scenario }: LoadedScenario): Catalogue["scenarios"][number] {
  const { summary, topology, profile, tags } = scenario;
  return { name, summary, topology, profile, tags };
}
