import type { Command } from "commander";
import { isAlive, readClaim } from "../cluster/claims.ts";
import type { ExistingCluster } from "../cluster/existing/existing-cluster.ts";
import { findExisting } from "../cluster/existing/find.ts";
import { triesToPin } from "../cluster/existing/relay.ts";
import { Engine } from "../host/engine.ts";
import { UsageError } from "../model/errors.ts";
import type { ConfigOptions } from "./config-option.ts";

/** What a person says of a cluster that kind made without the harness. */
export interface ExistingOptions extends ConfigOptions {
  readonly cluster?: string;
  readonly iOwnThisCluster?: string;
}

/** Options that say of what or for how long a cluster is made, with the names of their values in the program. */
const ofNewClusters = {
  topology: "--topology",
  profile: "--profile",
  overrideTimings: "--override-timings",
  afterCreate: "--after-create",
  kubernetes: "--kubernetes",
  versions: "--versions",
  image: "--image",
  kind: "--kind",
  name: "--name",
  keep: "--keep",
  reuse: "--reuse",
  withCure: "--with-cure",
} as const;

/** Adds the options that choose a cluster that kind made without the harness. */
export function addExistingOptions(command: Command): Command {
  return command
    .option("--cluster <name>", "run on this cluster of kind's, which is there already, and give it back as it was")
    .option(
      "--i-own-this-cluster <name>",
      "its name once more: faults break what runs on it (docs/existing-clusters.md)",
    );
}

/** Throws UsageError where the two options do not go together, with others, or without scenarios that are named. */
export function checkExisting(options: ExistingOptions, names: readonly string[], breaks: boolean): void {
  const { cluster, iOwnThisCluster: owned } = options;
  if (cluster === undefined) {
    if (owned === undefined) return;
    throw new UsageError(`--i-own-this-cluster ${owned}: goes with --cluster ${owned}`);
  }
  const other = Object.entries(ofNewClusters).find(([option]) => isGiven((options as Record<string, unknown>)[option]));
  if (other !== undefined) {
    const file = options.configured?.read.file;
    const said = file === undefined ? "" : `, or leave out what ${file} says with --no-config`;
    const why = `${other[1]} is for clusters that kind-chaos makes`;
    throw new UsageError(`--cluster ${cluster}: ${why}: leave one of them out${said}`);
  }
  if (names.length === 0) throw new UsageError(`--cluster ${cluster}: name the scenarios that are run on it`);
  if (breaks && owned === undefined)
    throw new UsageError(
      `--cluster ${cluster}: faults break what runs there; if it is yours to break, say so: --i-own-this-cluster ${cluster}`,
    );
  if (owned !== undefined && owned !== cluster)
    throw new UsageError(
      `--i-own-this-cluster ${owned} is not --cluster ${cluster}: repeat the name of the cluster, --i-own-this-cluster ${cluster}`,
    );
}

/**
 * The cluster that a person chose, looked at; undefined where they chose none. For a run (`breaks`) it is also tried
 * whether its network takes addresses, where only that shows it. Throws UsageError as `checkExisting` and `findExisting`
 * do, PlatformError where no engine answers.
 */
export async function existingOf(
  options: ExistingOptions,
  names: readonly string[],
  breaks: boolean,
): Promise<ExistingCluster | undefined> {
  checkExisting(options, names, breaks);
  if (options.cluster === undefined) return undefined;
  const engine = new Engine();
  await engine.ping();
  const found = await findExisting(engine, options.cluster);
  const claim = readClaim(found.name);
  // One that another uses now is not touched; the lease says so.
  const isFree = claim === undefined || !isAlive(claim);
  return breaks && found.pins === undefined && isFree ? { ...found, pins: await triesToPin(engine, found) } : found;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== false;
}
