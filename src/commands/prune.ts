import { existsSync } from "node:fs";
import type { Command } from "commander";
import { allClaims, isAlive } from "../cluster/claims.ts";
import { ageMs } from "../command-line/age.ts";
import { tellEngine } from "../command-line/engine-line.ts";
import { keepChosenEngine } from "../host/docker/context.ts";
import { Engine } from "../host/engine.ts";
import { UsageError } from "../model/errors.ts";
import { plainTexts } from "../model/plain-text.ts";
import { oldRuns, removeRun } from "../run/old-runs.ts";
import { findUnused, removeUnused } from "../setup/prune/prune.ts";
import type { PrunedItem, PruneItem } from "../setup/prune/prune-item.ts";
import { withSetupLock } from "../setup/steps/setup-lock.ts";
import { confirm } from "../terminal/confirm.ts";
import { toStderr, toStdout } from "../terminal/output.ts";

interface PruneOptions {
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly keep?: number;
  readonly keepFailures?: boolean;
  readonly reports: string;
}

const examples = `
What was made or pulled by setup, and nothing else: images that it built, images of its record of what it pulled, and its own cache
folder. What a container is made from stays; so do logs, clusters, and Go's own caches ("go clean -cache" empties those).
"npx kind-chaos clean" is for clusters. With --keep it is about folders of runs instead: those of runs and suites that ended and are
older. Add them to a history before ("kind-chaos history"), which outlives them. Exit codes: 0 all of it is gone, or there was nothing, 2 something stayed or nobody agreed.

Examples:
  npx kind-chaos prune
  npx kind-chaos prune --all --dry-run
  npx kind-chaos prune --yes
  npx kind-chaos prune --keep 30d --keep-failures
`;

/** Adds `prune`: removes images and caches of setup that nothing uses, after showing them. */
export function register(program: Command): void {
  program
    .command("prune")
    .description("show images and caches that setup made and nothing uses, or old runs, and remove them when told to")
    .option(
      "--all",
      "also what this version could take, but no container is made from: it must be pulled or built again",
    )
    .option(
      "--keep <age>",
      "prune folders of runs instead: those that are older than this, for example 30d or 12h",
      ageMs,
    )
    .option("--keep-failures", "with --keep: also what did not pass stays, whatever its age")
    .option("--reports <folder>", "with --keep: where the folders of runs are", "reports")
    .option("--yes", "remove them without asking")
    .option("--dry-run", "show them, and remove nothing")
    .option("--json", "print the result as JSON on standard output; asks nothing, so --yes or --dry-run must be said")
    .addHelpText("after", examples)
    .action(prune);
}

async function prune(options: PruneOptions): Promise<void> {
  const { yes = false, dryRun = false, json = false } = options;
  if (options.keepFailures === true && options.keep === undefined)
    throw new UsageError("--keep-failures: say with --keep how old the others may be, for example --keep 30d");
  if (options.keep !== undefined && options.all === true)
    throw new UsageError("--all is about images, and --keep about folders of runs: say one of them");
  if (json && !yes && !dryRun) throw new UsageError("prune --json asks nobody: say --yes or --dry-run");
  if (options.keep !== undefined) {
    await pruneRuns(options.keep, options);
    return;
  }
  keepChosenEngine();
  await tellEngine(new Engine());
  const { signal } = new AbortController();
  await withSetupLock(
    signal,
    () => toStderr("a setup is at work; waiting for it\n"),
    () => pruneAlone(options, signal),
  );
}

async function pruneAlone(options: PruneOptions, signal: AbortSignal): Promise<void> {
  const { all = false, dryRun = false } = options;
  if (all && !dryRun) mustBeIdle();
  await pruneItems(await findUnused(all, signal), options, removeUnused);
}

/** Folders of runs: one that could not be removed is kept, and said. */
async function pruneRuns(keepMs: number, options: PruneOptions): Promise<void> {
  const { keepFailures = false, reports } = options;
  if (!existsSync(reports)) throw new UsageError(`--reports ${reports}: there is no such folder`);
  const old = oldRuns(reports, { before: Date.now() - keepMs, keepFailures });
  const items = old.map(
    ({ folder, startedAt, outcome, bytes }): PruneItem => ({
      ...{ what: "run", name: folder, bytes, reason: `${outcome}, began ${startedAt.slice(0, 10)}` },
    }),
  );
  await pruneItems(items, options, async (found) =>
    found.map((item) => {
      const problem = removeRun({ folder: item.name });
      return { ...item, outcome: problem === undefined ? "removed" : "kept", detail: problem ?? "" };
    }),
  );
}

async function pruneItems(
  unused: readonly PruneItem[],
  { yes = false, dryRun = false, json = false }: PruneOptions,
  remove: (items: readonly PruneItem[]) => Promise<PrunedItem[]>,
): Promise<void> {
  const found = unused.map((item): PrunedItem => ({ ...item, outcome: "found", detail: "" }));
  if (!json) toStdout(describe(found));
  const agreed = found.length > 0 && !dryRun && (yes || (await ask(found.length)));
  const items = plainTexts(agreed ? await remove(found) : found);
  if (json) toStdout(`${JSON.stringify({ version: 1, items }, null, 2)}\n`);
  else if (agreed) toStdout(describeRemoved(items));
  if (items.some(({ outcome }) => outcome === "kept")) process.exitCode = 2;
}

/** A run has chosen its images before it makes a cluster from them. */
function mustBeIdle(): void {
  const busy = allClaims().filter(isAlive);
  if (busy.length === 0) return;
  const names = busy.map(({ cluster }) => cluster).join(", ");
  throw new UsageError(`prune --all: a run is at work (${names}): wait for its end, or leave --all out`);
}

async function ask(count: number): Promise<boolean> {
  const answer = await confirm(count === 1 ? "remove it?" : `remove all ${count}?`);
  if (answer === undefined) throw new UsageError("nothing was removed: there is nobody to ask here, so say --yes");
  if (!answer) process.exitCode = 2;
  return answer;
}

function describe(items: readonly PrunedItem[]): string {
  if (items.length === 0) return "nothing to prune\n";
  const sizes = items.map(({ bytes }) => size(bytes));
  const width = Math.max(...sizes.map(({ length }) => length));
  const lines = items.map(
    ({ what, name, reason }, index) => `${String(sizes[index]).padStart(width)}  ${what.padEnd(6)}  ${name}  ${reason}`,
  );
  const sum = items.reduce((all, { bytes }) => all + bytes, 0);
  const shared = items.some(({ what }) => what === "image") ? ": layers that images share are counted in each" : "";
  return `${lines.join("\n")}\nin all at most ${size(sum)}${shared}\n`;
}

function describeRemoved(items: readonly PrunedItem[]): string {
  return items
    .map(({ outcome, name, detail }) => (outcome === "removed" ? `✓ ${name}\n` : `✗ ${name}: ${detail}\n`))
    .join("");
}

/** Bytes as people read them: the engine's own units, of 1,000. */
function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
