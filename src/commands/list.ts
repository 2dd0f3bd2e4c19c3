import { relative } from "node:path";
import type { Command } from "commander";
import { describeMark } from "../analysis/verdict/quarantine.ts";
import { addConfigOption, type ConfigOptions } from "../command-line/config-option.ts";
import { addQuarantineOption, quarantineOf, tellEnded } from "../command-line/quarantine-option.ts";
import { addChoiceOptions, type Choice, filterScenarios } from "../command-line/scenario-choice.ts";
import { type HostFacts, hostFacts } from "../host/host-facts.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainTexts } from "../model/plain-text.ts";
import type { QuarantineEntry } from "../model/quarantine.ts";
import { tags } from "../model/tags.ts";
import { known, loadFault, namesOf } from "../scenario/catalogue.ts";
import {
  kindOfList,
  listedKinds,
  renderKind,
  renderScenarios,
  type UnsupportedFault,
} from "../scenario/description/listing.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { loadableScenarios, loadScenarios } from "../scenario/load-scenario.ts";
import { curedBy } from "../scenario/pairs.ts";
import { isOwn } from "../scenario/places.ts";
import { planCluster } from "../scenario/planned-cluster.ts";
import { plannedEnvironment } from "../scenario/planned-environment.ts";
import { environmentOf } from "../scenario/unsupported.ts";
import { nodesToMake, unsupportedHere } from "../scenario/unsupported-here.ts";
import type { Known } from "../scenario/validation/known.ts";
import { toStdout } from "../terminal/output.ts";
import { terminalOf } from "../terminal/terminal.ts";

/** The shape of `list --json`, version 1. */
interface Catalogue {
  readonly version: 1;
  readonly scenarios: readonly {
    readonly name: string;
    readonly summary: string;
    readonly topology: string;
    readonly profile: string;
    readonly tags: readonly string[];
    /** The scenario that shows the set-up without its single point of failure; null: it names none. */
    readonly cure: string | null;
    /** Those whose cure it is. */
    readonly cures: readonly string[];
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

/** What `list --json` says besides: what cannot be done here, and what a quarantine file says of the scenarios. */
interface Limits {
  readonly unsupportedFaults: readonly UnsupportedFault[];
  readonly unsupportedScenarios: readonly { readonly scenario: string; readonly reason: string }[];
  readonly quarantine: readonly QuarantineEntry[];
}

/** Adds the command `list`. */
export function register(program: Command): void {
  addConfigOption(addQuarantineOption(addChoiceOptions(program.command("list [what...]"))))
    .description("list the scenarios, or what scenarios are made of")
    .option("--json", "print the catalogue as JSON on standard output, nothing else there")
    .option("--topology <name or file>", "only scenarios of this topology")
    .addHelpText("after", examples)
    .action(list);
}

const examples = `
Without a word all scenarios; with names these; with a kind everything of it: ${listedKinds.join(", ")}.

Examples:
  npx kind-chaos list
  npx kind-chaos list --tag etcd --json
  npx kind-chaos list faults guarantees
`;

/** What is found in the project's folders, and some scenarios of it; the library are all that there are. */
function makeCatalogue(
  scenarios: readonly LoadedScenario[],
  library: readonly LoadedScenario[],
  { faults, targets, procedures, operations, guarantees, topologies }: Known,
): Catalogue {
  return {
    version: 1,
    scenarios: scenarios.map((one) => summarize(one, library)),
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
    const reason = await reasonAgainst({ scenario, topology }, host);
    return reason === undefined ? [] : [{ scenario: name, reason }];
  });
  return (await Promise.all(reasons)).flat();
}

/** Why a scenario cannot be carried out here; undefined where it can. */
async function reasonAgainst(
  one: Pick<LoadedScenario, "scenario" | "topology">,
  host: HostFacts,
): Promise<string | undefined> {
  try {
    const { config, chosen } = planCluster(one, {}, host);
    const wanted = { scenario: one.scenario, nodes: nodesToMake(one.topology, {}), chosen };
    return await unsupportedHere(wanted, plannedEnvironment(host, config, chosen), host, loadFault);
  } catch (error) {
    if (error instanceof UsageError) return messageOf(error);
    throw error;
  }
}

async function list(
  words: string[],
  options: Choice & ConfigOptions & { json?: boolean; quarantine?: string },
): Promise<void> {
  const kinds = words.flatMap((word) => (isScenario(word) ? [] : (kindOfList(word) ?? [])));
  const names = words.filter((word) => isScenario(word) || kindOfList(word) === undefined);
  const everything = known();
  const [loaded, all, host] = await Promise.all([loadScenarios(names, everything), everything, hostFacts()]);
  const chosen = filterScenarios(loaded, options);
  const library = names.length === 0 ? loaded : await loadableScenarios(all);
  const catalogue = plainTexts(makeCatalogue(chosen, library, all));
  const read = quarantineOf(options.quarantine, chosen, options.configured?.quarantine);
  const limits = {
    unsupportedFaults: unsupportedFaults(all, host),
    unsupportedScenarios: await unsupportedScenarios(chosen, host),
    quarantine: read?.quarantine.entries ?? [],
  };
  if (options.json) toStdout(`${JSON.stringify({ ...catalogue, ...limits }, null, 2)}\n`);
  else {
    const { width } = terminalOf(process.stdout);
    const isWhole = kinds.length === 0 || names.length > 0;
    const notes = chosen.map(({ name, file, scenario }) => [
      ...(scenario.cure === undefined ? [] : [`cure: ${scenario.cure} (--with-cure runs both)`]),
      ...(isOwn("scenario", file) ? [`yours: ${relative(process.cwd(), file)}`] : []),
      ...limits.unsupportedScenarios
        .filter(({ scenario }) => scenario === name)
        .map(({ reason }) => `not here: ${reason}`),
      ...(read?.marksOf(file).map(describeMark) ?? []),
    ]);
    const parts = [
      ...(isWhole ? [renderScenarios(catalogue.scenarios, plainTexts(notes), width)] : []),
      ...kinds.map((kind) => renderKind(kind, all, limits.unsupportedFaults, width)),
    ];
    toStdout(parts.join("\n"));
  }
  if (read !== undefined) tellEnded(read);
}

/** A scenario's own name comes first, should one be called like a kind. */
function isScenario(word: string): boolean {
  return namesOf("scenario").includes(word);
}

function summarize(loaded: LoadedScenario, library: readonly LoadedScenario[]): Catalogue["scenarios"][number] {
  const { summary, topology, profile, tags, cure = null } = loaded.scenario;
  return { name: loaded.name, summary, topology, profile, tags, cure, cures: curedBy(loaded, library) };
}
