import { basename } from "node:path";
import type { Command } from "commander";
import { removeStaleRules } from "../calibration/packet-filter.ts";
import { carryOut } from "../clean/carry-out.ts";
import { cleanNamespaces, runFolders } from "../clean/run-namespaces.ts";
import { isAlive, readClaim, releaseClaim } from "../cluster/claims.ts";
import { deleteCluster } from "../cluster/lifecycle.ts";
import { type OwnedCluster, ownedClusters, withPrefix } from "../cluster/ownership.ts";
import { Engine } from "../host/engine.ts";
import { openUndoLog, type Undo, unfinishedUndos } from "../journal/undo-log.ts";
import { describeAction } from "../model/action.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { findKind } from "../setup/images/images.ts";

interface CleanOptions {
  readonly all?: boolean;
  readonly cluster?: string;
  readonly undoOnly?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly reports: string;
}

/** One thing that `clean` did, would do or could not do. */
export interface Deed {
  readonly what: "undo" | "delete" | "keep" | "in-use";
  readonly cluster: string;
  readonly detail: string;
  readonly ok: boolean;
}

/** Adds `clean`: finishes what a run that died left broken, and deletes its cluster. */
export function register(program: Command): void {
  program
    .command("clean")
    .description("finish the undo of runs that died, delete the clusters and namespaces that they left")
    .option("--all", "delete kept clusters too")
    .option("--cluster <name>", "this cluster only")
    .option("--undo-only", "finish the undo and leave the clusters")
    .option("--dry-run", "say what would be done, and do nothing")
    .option("--json", "print the result as JSON on standard output")
    .option("--reports <folder>", "where the runs' folders are", "reports")
    .addHelpText("after", "\nExamples:\n  npm run chaos -- clean\n  npm run chaos -- clean --all --dry-run\n")
    .action(async (options: CleanOptions) => {
      const deeds = await clean(new Engine(), options);
      if (options.json) process.stdout.write(`${JSON.stringify({ version: 1, deeds }, null, 2)}\n`);
      else process.stdout.write(deeds.length === 0 ? "nothing to clean\n" : deeds.map(describeDeed).join(""));
      if (deeds.some((deed) => !deed.ok)) process.exitCode = 2;
    });
}

async function clean(engine: Engine, options: CleanOptions): Promise<Deed[]> {
  const everywhere = options.cluster === undefined;
  const deeds: Deed[] = everywhere ? await cleanFirewall(options) : [];
  if (everywhere) deeds.push(...(await cleanNamespaces(options.reports, options.dryRun === true)));
  try {
    await engine.ping();
  } catch (error) {
    // A machine that only monitored needs no engine.
    if (deeds.length === 0) throw error;
    return deeds;
  }
  const owned = await ownedClusters(engine);
  const clusters = owned.filter(({ name }) => options.cluster === undefined || name === withPrefix(options.cluster));
  const kept = new Set<string>();
  for (const cluster of clusters) {
    const claim = await readClaim(cluster.name);
    if (claim !== undefined && (await isAlive(claim))) {
      kept.add(cluster.name);
      deeds.push({ what: "in-use", cluster: cluster.name, detail: `a run uses it (process ${claim.pid})`, ok: true });
    } else if (claim?.kept && !options.all) kept.add(cluster.name);
  }
  deeds.push(...(await finishUndos(engine, options, clusters, deeds)));
  if (options.undoOnly) return deeds;
  for (const cluster of clusters.filter(({ name }) => !kept.has(name)))
    deeds.push(await remove(engine, options, cluster));
  for (const name of kept) {
    if (!deeds.some((deed) => deed.cluster === name && deed.what === "in-use")) {
      deeds.push({ what: "keep", cluster: name, detail: "kept on purpose; --all deletes it", ok: true });
    }
  }
  return deeds;
}

/** Takes out what a calibration that was killed left in the firewall. */
async function cleanFirewall({ dryRun }: CleanOptions): Promise<Deed[]> {
  const rules = await removeStaleRules(dryRun);
  return rules.map((detail) => ({ what: "undo", cluster: "calibrate", detail, ok: true }));
}

/** Takes back what is open in the undo logs, for clusters that no living run uses. */
async function finishUndos(
  engine: Engine,
  options: CleanOptions,
  clusters: readonly OwnedCluster[],
  before: readonly Deed[],
): Promise<Deed[]> {
  const deeds: Deed[] = [];
  for (const folder of runFolders(options.reports)) {
    for (const undo of unfinishedUndos(folder)) {
      if (options.cluster !== undefined && undo.cluster !== withPrefix(options.cluster)) continue;
      if (before.some((deed) => deed.what === "in-use" && deed.cluster === undo.cluster)) continue;
      const cluster = clusters.find(({ name }) => name === undo.cluster);
      deeds.push(await finishUndo(engine, options, folder, undo, cluster));
    }
  }
  return deeds;
}

async function finishUndo(
  engine: Engine,
  options: CleanOptions,
  folder: string,
  undo: Undo,
  cluster: OwnedCluster | undefined,
): Promise<Deed> {
  const about = { what: "undo" as const, cluster: undo.cluster };
  const name = `${undo.id} of ${basename(folder)}`;
  try {
    // Only containers that are still there, and of a cluster with the harness's and kind's labels, are touched.
    const actions = undo.actions.filter((action) => cluster?.containers.includes(action.node));
    if (options.dryRun)
      return {
        ...about,
        detail: `${name}: ${actions.map(describeAction).join("; ") || "nothing left to undo"}`,
        ok: true,
      };
    const problems = await carryOut((action) => engine.act(action), actions);
    if (problems.length > 0) return { ...about, detail: `${name}: ${problems.join("; ")}`, ok: false };
    openUndoLog(folder).done(undo.id);
    return {
      ...about,
      detail: `${name}: ${actions.length === 0 ? "its cluster is gone" : actions.map(describeAction).join("; ")}`,
      ok: true,
    };
  } catch (error) {
    return { ...about, detail: `${name}: ${messageOf(error)}`, ok: false };
  }
}

async function remove(engine: Engine, options: CleanOptions, cluster: OwnedCluster): Promise<Deed> {
  const about = {
    what: "delete" as const,
    cluster: cluster.name,
    detail: `${cluster.containers.length} containers and the network`,
  };
  if (options.dryRun) return { ...about, ok: true };
  try {
    await deleteCluster(engine, await findKind(), cluster.name);
    await releaseClaim(cluster.name, false);
    return { ...about, ok: true };
  } catch (error) {
    if (error instanceof PlatformError) return { ...about, detail: error.message, ok: false };
    throw error;
  }
}

function describeDeed({ what, cluster, detail, ok }: Deed): string {
  return `${ok ? "✓" : "✗"} ${what.padEnd(7)} ${cluster}  ${detail}\n`;
}
