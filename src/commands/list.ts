import type { Command } from "commander";
import { listing } from "../analysis/statistics/format.ts";
import { withProfile } from "../cluster/profiles.ts";
import { addChoiceOptions, type Choice, filterScenarios } from "../command-line/scenario-choice.ts";
import { hostFacts } from "../host/host-facts.ts";
import { type LoadedScenario, loadFault, loadScenario, namesOf } from "../scenario/catalogue.ts";
import { loadWanted } from "../scenario/prepare.ts";
import { environmentOf, unsupportedReason } from "../scenario/unsupported.ts";
import { defaultKubernetesVersion } from "../setup/images/images.ts";

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
  readonly faults: readonly string[];
  readonly operations: readonly string[];
  readonly guarantees: readonly string[];
  readonly topologies: readonly string[];
}

/** A fault that this machine cannot do, or not in every form. */
interface UnsupportedFault {
  readonly fault: string;
  readonly reason: string;
}

/** What `list --json` says besides: what cannot be done here. */
interface Limits {
  readonly unsupportedFaults: readonly UnsupportedFault[];
  readonly unsupportedScenarios: readonly { readonly scenario: string; readonly reason: string }[];
}

/** Adds the command `list`. */
export function register(program: Command): void {
  addChoiceOptions(program.command("list [scenarios...]"))
    .description("list the scenarios, and what a scenario can be made of")
    .option("--json", "print the catalogue as JSON on standard output, nothing else there")
    .option("--markdown", "print it as the tables in the README")
    .option("--topology <name or file>", "only scenarios of this topology")
    .addHelpText("after", "\nExamples:\n  npm run chaos -- list\n  npm run chaos -- list --tag etcd --json\n")
    .action(list);
}

/** Everything that is found in the project's folders; of the scenarios those that are chosen, all of them where nothing is. */
export async function makeCatalogue(names: readonly string[] = [], choice: Choice = {}): Promise<Catalogue> {
  const wanted = names.length > 0 ? names : namesOf("scenario");
  const scenarios = await Promise.all(wanted.map((name) => loadScenario(name)));
  return {
    version: 1,
    scenarios: filterScenarios(scenarios, choice).map(summarize),
    faults: namesOf("fault"),
    operations: namesOf("operation"),
    guarantees: namesOf("guarantee"),
    topologies: namesOf("topology"),
  };
}

async function unsupportedFaults(): Promise<UnsupportedFault[]> {
  const around = environmentOf(await hostFacts());
  const reasons = namesOf("fault").map(async (fault) => {
    const reason = (await loadFault(fault)).unsupported?.(around);
    return reason === undefined ? [] : [{ fault, reason }];
  });
  return (await Promise.all(reasons)).flat();
}

async function unsupportedScenarios({ scenarios }: Catalogue): Promise<Limits["unsupportedScenarios"]> {
  const host = await hostFacts();
  const reasons = scenarios.map(async ({ name }) => {
    const { scenario, topology } = await loadWanted(name, {});
    const config = withProfile(topology.config, scenario.profile, defaultKubernetesVersion(), host);
    const reason = await unsupportedReason(scenario, environmentOf(host, config), loadFault);
    return reason === undefined ? [] : [{ scenario: name, reason }];
  });
  return (await Promise.all(reasons)).flat();
}

/** The catalogue as Markdown, for the README. */
export function renderMarkdown(catalogue: Catalogue): string {
  const rows = catalogue.scenarios.map(
    ({ name, summary, topology, tags }) => `| \`${name}\` | ${summary} | ${topology} | ${tags.join(", ")} |`,
  );
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  return `| scenario | what it does | topology | tags |
| --- | --- | --- | --- |
${rows.join("\n")}

Faults: ${code(catalogue.faults)}.
Operations: ${code(catalogue.operations)}.
Guarantees: ${code(catalogue.guarantees)}.
Topologies: ${code(catalogue.topologies)}.
`;
}

async function list(names: string[], options: Choice & { json?: boolean; markdown?: boolean }): Promise<void> {
  const catalogue = await makeCatalogue(names, options);
  if (options.markdown && !options.json) {
    process.stdout.write(renderMarkdown(catalogue));
    return;
  }
  const limits = {
    unsupportedFaults: await unsupportedFaults(),
    unsupportedScenarios: await unsupportedScenarios(catalogue),
  };
  process.stdout.write(
    options.json ? `${JSON.stringify({ ...catalogue, ...limits }, null, 2)}\n` : renderText(catalogue, limits),
  );
}

function renderText(catalogue: Catalogue, { unsupportedFaults: faults, unsupportedScenarios }: Limits): string {
  const width = Math.max(...catalogue.scenarios.map(({ name }) => name.length), 0);
  const topologyWidth = Math.max(...catalogue.scenarios.map(({ topology }) => topology.length), 0);
  const scenarios = catalogue.scenarios.map(({ name, topology, summary }) => {
    const reason = unsupportedScenarios.find(({ scenario }) => scenario === name)?.reason;
    const why = reason === undefined ? "" : `  ${" ".repeat(width)}  not here: ${reason}\n`;
    return `  ${name.padEnd(width)}  ${topology.padEnd(topologyWidth)}  ${summary}\n${why}`;
  });
  const limits = faults.map(({ fault, reason }) => `            ${fault} here: ${reason}\n`);
  return `Scenarios (npm run chaos -- <name>):
${scenarios.join("") || "  none\n"}
Faults:     ${listing(catalogue.faults, 99)}
${limits.join("")}Operations: ${listing(catalogue.operations, 99)}
Guarantees: ${listing(catalogue.guarantees, 99)}
Topologies: ${listing(catalogue.topologies, 99)}
`;
}

function summarize({ name, scenario }: LoadedScenario): Catalogue["scenarios"][number] {
  const { summary, topology, profile, tags } = scenario;
  return { name, summary, topology, profile, tags };
}
