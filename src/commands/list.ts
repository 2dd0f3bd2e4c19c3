import type { Command } from "commander";
import { listing } from "../analysis/words.ts";
import { hostFacts } from "../setup/host-facts.ts";
import { type LoadedScenario, loadFault, loadScenario, namesOf } from "./catalogue.ts";
import { surroundingsOf } from "./scenario-fit.ts";

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
interface Unsupported {
  readonly fault: string;
  readonly reason: string;
}

/** Adds the command `list`. */
export function register(program: Command): void {
  program
    .command("list")
    .description("list the scenarios, and what a scenario can be made of")
    .option("--json", "print the catalogue as JSON on standard output, nothing else there")
    .option("--markdown", "print it as the tables in the README")
    .option("--tag <tag>", "only scenarios with this tag")
    .addHelpText("after", "\nExamples:\n  npm run chaos -- list\n  npm run chaos -- list --tag etcd --json\n")
    .action(list);
}

/** Everything that is found in the project's folders. */
export async function makeCatalogue(tag?: string): Promise<Catalogue> {
  const scenarios = await Promise.all(namesOf("scenario").map((name) => loadScenario(name)));
  return {
    version: 1,
    scenarios: scenarios.map(summarize).filter(({ tags }) => tag === undefined || tags.includes(tag)),
    faults: namesOf("fault"),
    operations: namesOf("operation"),
    guarantees: namesOf("guarantee"),
    topologies: namesOf("topology"),
  };
}

async function unsupportedFaults(): Promise<Unsupported[]> {
  const around = surroundingsOf(await hostFacts());
  const reasons = namesOf("fault").map(async (fault) => {
    const reason = (await loadFault(fault)).unsupported?.(around);
    return reason === undefined ? [] : [{ fault, reason }];
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
Probes: ${code(catalogue.operations)}.
Guarantees: ${code(catalogue.guarantees)}.
Topologies: ${code(catalogue.topologies)}.
`;
}

async function list(options: { json?: boolean; markdown?: boolean; tag?: string }): Promise<void> {
  const catalogue = await makeCatalogue(options.tag);
  if (options.markdown && !options.json) {
    process.stdout.write(renderMarkdown(catalogue));
    return;
  }
  const unsupported = await unsupportedFaults();
  process.stdout.write(
    options.json ? `${JSON.stringify({ ...catalogue, unsupported }, null, 2)}\n` : renderText(catalogue, unsupported),
  );
}

function renderText(catalogue: Catalogue, unsupported: readonly Unsupported[]): string {
  const width = Math.max(...catalogue.scenarios.map(({ name }) => name.length), 0);
  const scenarios = catalogue.scenarios.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`);
  const limits = unsupported.map(({ fault, reason }) => `            ${fault} here: ${reason}\n`);
  return `Scenarios (npm run chaos -- <name>):
${scenarios.join("") || "  none\n"}
Faults:     ${listing(catalogue.faults, 99)}
${limits.join("")}Probes:     ${listing(catalogue.operations, 99)}
Guarantees: ${listing(catalogue.guarantees, 99)}
Topologies: ${listing(catalogue.topologies, 99)}
`;
}

function summarize({ name, scenario }: LoadedScenario): Catalogue["scenarios"][number] {
  const { summary, topology, profile, tags } = scenario;
  return { name, summary, topology, profile, tags };
}
