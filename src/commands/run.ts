import type { Command } from "commander";
import { counted } from "../analysis/statistics/format.ts";
import { clustersOn } from "../cluster/clusters.ts";
import { ClusterLease } from "../cluster/lease.ts";
import { mustBeFree, withPrefix } from "../cluster/ownership.ts";
import { readDeadline } from "../command-line/deadline.ts";
import { listenForRunInterruption } from "../command-line/interruption.ts";
import { printRun } from "../command-line/print-run.ts";
import { addQuarantineOption, quarantineOf, tellQuarantine } from "../command-line/quarantine-option.ts";
import {
  addChoiceOptions,
  type Choice,
  chooseScenarios,
  isNamed,
  repetitions,
} from "../command-line/scenario-choice.ts";
import { addScenarioOptions } from "../command-line/scenario-options.ts";
import { addTermsOptions, isOfSeveral, type TermsOptions } from "../command-line/terms-options.ts";
import { addQueueOption, announced, queueMs, takeTurn } from "../command-line/turn.ts";
import { namePrefix } from "../host/docker/own-containers.ts";
import { Engine } from "../host/engine.ts";
import { toMs } from "../model/duration.ts";
import { UsageError } from "../model/errors.ts";
import { stoppedAs } from "../model/stop.ts";
import { carryOut, exitCodeOf, type RunSettings } from "../run/judged-run.ts";
import { ranIn } from "../run/run-folder.ts";
import { known } from "../scenario/catalogue.ts";
import { loadScenarios } from "../scenario/load-scenario.ts";
import { mustBeSupported, type Prepared, prepare } from "../scenario/prepare.ts";
import type { ScenarioOptions } from "../scenario/scenario-options.ts";
import { type Ordered, orderPrepared } from "../suite/run-order.ts";
import { runSeveral } from "../suite/run-several.ts";
import { toStderr } from "../terminal/output.ts";

/** Options of `run`. */
export interface RunOptions extends ScenarioOptions, Choice, TermsOptions {
  readonly keep?: boolean;
  readonly reuse?: boolean;
  readonly name?: string;
  readonly readyTimeout: string;
  readonly queue: string;
  readonly reports: string;
  readonly repeat: number;
  readonly failFast?: boolean;
  readonly deadline?: string;
}

/** Adds `run`, the default command. */
export function register(program: Command): void {
  const command = addChoiceOptions(addScenarioOptions(program.command("run [scenarios...]", { isDefault: true })));
  addQuarantineOption(addTermsOptions(addQueueOption(command)))
    .description("run scenarios on real clusters and judge them")
    .option("--repeat <times>", "how often each scenario is run", repetitions, 1)
    .option("--fail-fast", "stop after the first scenario that does not pass")
    .option(
      "--deadline <duration>",
      "stop, heal and report when the command has taken so long; give it less than your CI system does (docs/suites.md)",
    )
    .option("--keep", "leave the cluster when all is over, the last one where there were several")
    .option("--reuse", "take a kept cluster that fits and is healthy; keeps it afterwards")
    .option("--name <name>", `name of the cluster (gets the prefix ${namePrefix})`)
    .option(
      "--ready-timeout <duration>",
      "how long the cluster gets to be steady before anything is broken",
      defaultReadyTimeout,
    )
    .option("--reports <folder>", "where the run's folder is made", "reports")
    .addHelpText("after", examples)
    .action(run);
}

/** Measured: 5 to 60 s after kind is done, on 2 cores. */
const defaultReadyTimeout = "4m";

const examples = `
Scenarios that can share a cluster do; between them it must show that it is healthy, else it is replaced. Several runs leave a folder
each, and one with a summary of all. The worst outcome decides the exit code. For CI (docs/ci.md): --retry-inconclusive,
--allow-inconclusive and --quarantine make a summary of one run, too; all that they do is shown.

One call at a time measures on a Docker host: others wait for their turn, at most for --queue, and end with 3 when it does not come.
Ctrl-C, a closed terminal or pipe, and --deadline stop it: it heals, judges what it has, and deletes its cluster as always.

Exit codes: 0 pass, or inconclusive beside runs that passed with --allow-inconclusive, 1 a guarantee broke, 2 bad usage or the harness
failed, 3 inconclusive, also at the deadline, 130 interrupted (after healing).

Examples:
  npm run chaos -- etcd-minority
  npm run chaos -- etcd-minority --reuse
  npm run chaos -- ./my-scenario.ts --profile fast --keep
  npm run chaos -- baseline --json > verdict.json
  npm run chaos -- baseline etcd-minority --repeat 3
  npm run chaos -- --tag quorum --fail-fast
  npm run chaos -- --all
  npm run chaos -- --all --deadline 50m
  npm run chaos -- --all --retry-inconclusive 2 --quarantine quarantine.yaml
`;

async function run(names: string[], options: RunOptions): Promise<void> {
  // Everything that a person may have mistyped is looked at before anything is made.
  toMs(options.readyTimeout);
  const limitMs = queueMs(options.queue);
  const deadline = readDeadline(options.deadline);
  const wanted = clusterName(options.name);
  const named = isNamed(names, options);
  const chosen = named ? await loadScenarios(names, known(), options.topology) : await chooseScenarios(options);
  const isSingle = named && names.length === 1 && options.repeat === 1;
  const several = !isSingle || isOfSeveral(options);
  // A scenario that is run by itself counts, whatever the usual file says.
  const asked = !isSingle || options.quarantine !== undefined;
  const quarantine = asked ? quarantineOf(options.quarantine, chosen) : undefined;
  if (quarantine !== undefined) tellQuarantine(quarantine);
  const prepared = await prepare(chosen, options);
  if (named) mustBeSupported(prepared);
  const ordered = orderPrepared(prepared, options.repeat);
  if (wanted !== undefined) mustShareCluster(ordered);
  const engine = new Engine();
  await engine.ping();
  if (wanted !== undefined && options.reuse !== true) await mustBeFree(engine, wanted);
  using turn = await takeTurn(await engine.identity(), whatRuns(prepared), limitMs, deadline);
  if (turn === undefined) return;
  const keep = options.keep === true || options.reuse === true;
  const json = options.json === true;
  const [first] = prepared as [Prepared];
  // All scenarios of one call have the same kind.
  const clusters = announced(clustersOn(engine, first.cluster.kind), turn, ranIn);
  const reuse = options.reuse === true;
  const lease = (isLast: boolean) => new ClusterLease(clusters, { name: wanted, reuse, keep: keep && isLast, tell });
  // It is listened until the last cluster is gone: Ctrl-C while logs are collected or nodes deleted must not leave half
  // of them.
  const interruption = listenForRunInterruption(deadline);
  try {
    const readyTimeoutMs = toMs(options.readyTimeout);
    const settings = { reports: options.reports, readyTimeoutMs, signal: interruption.signal };
    // What is printed and written depends on what was asked for, not on how many scenarios the library happens to have
    // of it.
    if (several) {
      const { seed, retryInconclusive, failFast = false, allowInconclusive = false } = options;
      const terms = { retryInconclusive, allowInconclusive, quarantine };
      await runSeveral(engine, ordered, lease, settings, { keep, json, failFast, seed, ...terms });
    } else await runSingle(engine, first, lease(true), settings, { keep, json });
  } finally {
    interruption.stop();
  }
}

/** Runs one scenario, judges it, ends its cluster, prints the verdict and sets the exit code. */
async function runSingle(
  engine: Engine,
  prepared: Prepared,
  ownLease: ClusterLease,
  settings: RunSettings,
  { keep, json }: { readonly keep: boolean; readonly json: boolean },
): Promise<void> {
  await using lease = ownLease;
  const run = await carryOut(engine, prepared, lease, settings);
  const { kept, problem } = await lease.end(keep);
  printRun(run, json, kept);
  const end = problem === undefined ? run.end : "failed";
  const { signal } = settings;
  // While the cluster was deleted, too.
  process.exitCode = exitCodeOf({ report: run.report, end: signal.aborted ? stoppedAs(signal) : end });
}

function tell(line: string): void {
  toStderr(`${line}\n`);
}

/** What those who wait are told while there is no cluster yet. */
function whatRuns([first, ...others]: readonly Prepared[]): string {
  return `${first?.name}${others.length === 0 ? "" : ` and ${counted(others.length, "scenario")} more`}`;
}

/** Throws UsageError where one name is given for more than one cluster. */
function mustShareCluster(ordered: readonly Ordered<Prepared>[]): void {
  const clusters = new Set(ordered.map(({ group }) => group)).size;
  if (clusters > 1) {
    throw new UsageError(`--name: these scenarios need ${clusters} different clusters, which cannot have one name`);
  }
}

function clusterName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name))
    throw new UsageError(`--name ${name}: small letters, digits and dashes only, at most 31`);
  return withPrefix(name);
}
