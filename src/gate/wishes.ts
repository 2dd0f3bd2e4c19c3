import type { ReadConfig } from "../config/config-file.ts";
import { scenariosOf } from "../config/settings.ts";
import { controlPlanes } from "../model/cluster.ts";
import { UsageError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import { compareVersions, minorsBetween, type Version, versionOf } from "../model/version.ts";
import { known } from "../scenario/catalogue.ts";
import { type LoadedScenario, loadScenario } from "../scenario/load-scenario.ts";
import { withProfileOf } from "../scenario/prepare.ts";
import { rollLanes } from "../upgrade/roll-lanes.ts";
import { hasRoomElsewhere } from "../upgrade/roll-scenario.ts";
import { fileOf, type GateOptions, type GateSide, load, type SideFile, sideOf } from "./sides.ts";

/** What is asked of an upgrade. */
export interface GateWishes {
  readonly from: GateSide;
  readonly to: GateSide;
  /** Run once before anything is broken; its lanes watch while nodes are upgraded, too. */
  readonly rest: LoadedScenario;
  /** Scenarios in the mixed state; none where there is one control plane. */
  readonly mixed: readonly LoadedScenario[];
  /** Under what nodes are upgraded. */
  readonly watched: Pick<Scenario, "lanes" | "workload">;
}

/** The scenario that breaks nothing: run first, and its lanes watch while nodes are upgraded. */
const atRest = "baseline";

/** By default: an API server and a minority of etcd; of one control plane these would only show that it is alone. */
const usual = { ha: ["apiserver-kill", "etcd-minority"], alone: ["baseline"] } as const;

/**
 * What the options ask for, with the config file that all commands read; throws UsageError where something of it is not
 * there, or is no upgrade.
 */
export async function wishesOf(options: GateOptions, config: ReadConfig | undefined): Promise<GateWishes> {
  const [fromFile, toFile] = [await fileOf("from", options, config), await fileOf("to", options, config)];
  const rest = await atRestOn(fromFile);
  const isHa = [rest, await atRestOn(toFile)].every(({ topology }) => controlPlanes(topology).length > 1);
  const own = config === undefined ? [] : scenariosOf(config);
  const named = options.scenarios ?? (own.length > 0 ? own : usual[isHa ? "ha" : "alone"]);
  const [from, to] = [await sideOf("from", fromFile, named, options), await sideOf("to", toFile, named, options)];
  mustBeAnUpgrade(from, to, options);
  const hasMixed = isRolled({ from, to }) && controlPlanes(rest.topology).length > 1;
  // All of it runs on one cluster.
  const shared = { ...fromFile, options: from.options };
  const mixed = hasMixed ? await load(options.mixed ?? usual.ha, shared) : [];
  const first = await atRestOn(shared);
  return { from, to, rest: first, mixed, watched: watchedOn(first) };
}

/** Whether nodes are upgraded: a change of settings alone is tried on a new cluster. */
export function isRolled({ from, to }: Pick<GateWishes, "from" | "to">): boolean {
  return from.chosen.kubernetes !== to.chosen.kubernetes;
}

async function atRestOn({ options }: Pick<SideFile, "options">): Promise<LoadedScenario> {
  return withProfileOf(options, await loadScenario(atRest, known(), options.topology));
}

function mustBeAnUpgrade(from: GateSide, to: GateSide, { fromConfig, toConfig }: GateOptions): void {
  const [one, other] = [from.chosen.kubernetes, to.chosen.kubernetes];
  const [older, newer] = [versionOf(one), versionOf(other)] as [Version, Version];
  const step = `${one} to ${other}`;
  if (compareVersions(older, newer) > 0)
    throw new UsageError(`${step} is the way back, and kubeadm goes forward alone: name the newer version with --to`);
  if (minorsBetween(older, newer) > 1)
    throw new UsageError(`${step}: kubeadm upgrades by one minor version at a time: name the next one with --to`);
  if (one === other && fromConfig === undefined && toConfig === undefined)
    throw new UsageError(
      `${step}: nothing would change: name another version with --to, or other settings with --to-config`,
    );
}

/** What watches while nodes are upgraded; an application where its pods can go elsewhere. */
function watchedOn({ scenario, topology }: LoadedScenario): GateWishes["watched"] {
  const lanes = rollLanes(scenario.lanes, { application: hasRoomElsewhere(topology) });
  return { lanes, workload: { replicas: 6 } };
}
