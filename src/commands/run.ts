import { join } from "node:path";
import type { Command } from "commander";
import { counted } from "../analysis/statistics/format.ts";
import { ClusterLease } from "../cluster/lease.ts";
import { mustBeFree, withPrefix } from "../cluster/ownership.ts";
import { appArguments, hasApp } from "../command-line/app-option.ts";
import { chosenScenarios } from "../command-line/chosen-scenarios.ts";
import { compareWithBaseline } from "../command-line/comparison.ts";
import { namesOr } from "../command-line/config-option.ts";
import { readDeadline } from "../command-line/deadline.ts";
import { existingOf } from "../command-line/existing-option.ts";
import { listenForRunInterruption } from "../command-line/interruption.ts";
import { addressesOf, notifyAll } from "../command-line/notify-option.ts";
import { printRun } from "../command-line/print-run.ts";
import { quarantineOf, tellQuarantine } from "../command-line/quarantine-option.ts";
import { formsOf } from "../command-line/reporter-option.ts";
import { addRunOptions, type RunOptions } from "../command-line/run-options.ts";
import { isNamed } from "../command-line/scenario-choice.ts";
import { sharedSeed } from "../command-line/shard-option.ts";
import { storeOf } from "../command-line/store-option.ts";
import { isOfSeveral } from "../command-line/terms-options.ts";
import { announced, queueMs, takeTurn } from "../command-line/turn.ts";
import { openView } from "../command-line/view-options.ts";
import { keepChosenEngine } from "../host/docker/context.ts";
import type { Engine } from "../host/engine.ts";
import { toMs } from "../model/duration.ts";
import { UsageError } from "../model/errors.ts";
import { stoppedAs } from "../model/stop.ts";
import { runMessage, suiteMessage } from "../notify/message.ts";
import { clustersFor, engineFor } from "../run/existing-run.ts";
import { carryOut, exitCodeOf, type JudgedRun, type RunSettings } from "../run/judged-run.ts";
import { ranIn } from "../run/run-folder.ts";
import { mustHaveImages } from "../scenario/application/application-files.ts";
import { pairsAmong } from "../scenario/pairs.ts";
import { mustBeSupported, type Prepared } from "../scenario/prepare.ts";
import { looksAgainst } from "../suite/against-option.ts";
import { cutShard } from "../suite/cut-shard.ts";
import { lengthsOf } from "../suite/durations-option.ts";
import { mustAnswer, placeOfShard } from "../suite/keep-in-store.ts";
import { prepareOnEach } from "../suite/prepare-on-each.ts";
import { isResumed } from "../suite/resumed-shard.ts";
import { type Ordered, orderPrepared } from "../suite/run-order.ts";
import { runSeveral } from "../suite/run-several.ts";
import { wishedRuns } from "../suite/same-call.ts";
import { StoredCall } from "../suite/stored-call.ts";
import { toStderr } from "../terminal/output.ts";

/** Adds `run`, the default command. */
export function register(program: Command): void {
  addRunOptions(program.command("run [scenarios...]", { isDefault: true }))
    .description("run scenarios on real clusters and judge them")
    .addHelpText("after", examples)
    .action(run);
}

const examples = `
Scenarios that can share a cluster do; between them it must show that it is healthy, else it is replaced. Several runs leave a folder
each, and one with a summary of all. The worst outcome decides the exit code. For CI (docs/ci.md): --retry-inconclusive,
--allow-inconclusive and --quarantine make a summary of one run, too; all that they do is shown.

One call at a time measures on a Docker host: others wait for their turn, at most for --queue, and end with 3 when it does not come.
Ctrl-C, a closed terminal or pipe, and --deadline stop it: it heals, judges what it has, and deletes its cluster as always.

Exit codes: 0 pass, or inconclusive beside runs that passed with --allow-inconclusive, 1 a guarantee broke, 2 bad usage or the harness
failed, 3 inconclusive, also at the deadline, 130 interrupted (after healing).

Examples:
  npx kind-chaos etcd-minority
  npx kind-chaos etcd-minority --reuse
  npx kind-chaos ./my-scenario.ts --profile fast --keep
  npx kind-chaos baseline --json > verdict.json
  npx kind-chaos baseline etcd-minority --repeat 3
  npx kind-chaos etcd-leader-kill --repeat 12 --against chaos-reference.json
  npx kind-chaos single-control-plane --with-cure
  npx kind-chaos --tag quorum --fail-fast
  npx kind-chaos --all
  npx kind-chaos --all --deadline 50m
  npx kind-chaos --all --retry-inconclusive 2 --quarantine quarantine.yaml
  npx kind-chaos --all --shard 2/4 --seed 7
  npx kind-chaos --all --repeat 3 --versions "1.36 1.37" --shard 2/50 --seed 7 --durations last-night/summary.json
  npx kind-chaos etcd-minority --cluster shop --i-own-this-cluster shop
`;

async function run(words: string[], options: RunOptions): Promise<void> {
  keepChosenEngine();
  // Everything that a person may have mistyped is looked at before anything is made.
  toMs(options.readyTimeout);
  const part = options.shard && { ...options.shard, seed: sharedSeed(options.seed) };
  const lengths = await lengthsOf(options);
  const store = storeOf(options);
  if (options.resume === true && part === undefined)
    throw new UsageError("--resume: it is about a shard: say which with --shard");
  const limitMs = queueMs(options.queue);
  const deadline = readDeadline(options.deadline);
  const forms = await formsOf(options.reporter);
  const addresses = addressesOf(options);
  const names = namesOr(words, options);
  const existing = await existingOf(options, names, true);
  const wanted = existing?.name ?? clusterName(options.name);
  const named = isNamed(names, options);
  const chosen = await chosenScenarios(names, options, existing?.topology);
  const isOnce = options.repeat === 1 && options.shard === undefined && options.versions === undefined;
  const isSingle = named && chosen.length === 1 && isOnce;
  const several = !isSingle || isOfSeveral(options) || store !== undefined;
  // A scenario that is run by itself counts, whatever the usual file says.
  const asked = !isSingle || options.quarantine !== undefined;
  const quarantine = asked ? quarantineOf(options.quarantine, chosen, options.configured?.quarantine) : undefined;
  if (quarantine !== undefined) tellQuarantine(quarantine);
  const wishes = { ...options, appArguments: appArguments(options), ...(existing && { existing }) };
  if (store !== undefined) await mustAnswer(store);
  if (part !== undefined && options.resume === true) {
    const { retryInconclusive, allowInconclusive = false, reports } = options;
    const terms = { retryInconclusive, allowInconclusive, quarantine: quarantine?.quarantine ?? null };
    const wished = await wishedRuns(chosen, wishes, options.repeat);
    if (await isResumed({ ...part, wished, terms, reports, store }, options.json === true)) return;
  }
  const prepared = await prepareOnEach(chosen, wishes);
  if (named) mustBeSupported(prepared);
  const all = orderPrepared(prepared, options.repeat);
  const { ordered, shard } = part === undefined ? { ordered: all, shard: null } : cutShard(all, part, lengths);
  const { versions } = options;
  const against = await looksAgainst(options.against, prepared, options.repeat, { isShard: shard !== null, versions });
  if (wanted !== undefined) mustShareCluster(ordered);
  await using view = await openView(options);
  const engine = engineFor(existing);
  const described = await engine.describe();
  if (options.quiet !== true) tell(`engine: ${described}`);
  await mustHaveImages(chosen.map(({ scenario }) => scenario));
  if (wanted !== undefined && existing === undefined && options.reuse !== true) await mustBeFree(engine, wanted);
  using stored = store && (await StoredCall.open(placeOfShard(store, shard), tell));
  using turn = await takeTurn(await engine.identity(), whatRuns(ordered), limitMs, deadline);
  if (turn === undefined) return;
  const keep = options.keep === true || options.reuse === true || existing !== undefined;
  const json = options.json === true;
  const [{ item: first }] = ordered as [Ordered<Prepared>];
  // All scenarios of one call have the same kind.
  const reuse = options.reuse === true || existing !== undefined;
  // A problem begins with the name of the program.
  const told = (line: string) => (options.quiet === true && !line.startsWith("chaos: ") ? undefined : tell(line));
  const clusters = announced(clustersFor(engine, existing, first.cluster.kind, told), turn, ranIn);
  const lease = (isLast: boolean) =>
    new ClusterLease(clusters, { name: wanted, reuse, keep: keep && isLast, tell: told });
  // It is listened until the last cluster is gone: Ctrl-C while logs are collected or nodes deleted must not leave half
  // of them.
  const interruption = listenForRunInterruption(deadline);
  try {
    const readyTimeoutMs = toMs(options.readyTimeout);
    const settings = { reports: options.reports, readyTimeoutMs, view, signal: interruption.signal, forms };
    // What is printed and written depends on what was asked for, not on how many scenarios the library happens to have
    // of it.
    if (several) {
      const { seed, retryInconclusive, failFast = false, allowInconclusive = false } = options;
      const terms = { retryInconclusive, allowInconclusive, quarantine, shard };
      const suite = await runSeveral(engine, ordered, lease, settings, {
        keep,
        json,
        failFast,
        seed,
        against,
        onWritten: stored && ((soFar, folder) => stored.keep(soFar, folder)),
        // Of a shard's own runs: what another shard runs is not known here. A page is about one version, and a pair about
        // the built-in workload.
        pairs:
          versions === undefined && !hasApp(options)
            ? pairsAmong(chosen.filter(({ name }) => ordered.some(({ item }) => item.name === name)))
            : [],
        ...terms,
      });
      for (const { scenario, result } of suite.runs)
        if (result !== null) await compareWithBaseline(scenario, join(options.reports, result.run), options);
      await notifyAll(addresses, suiteMessage(suite, Number(process.exitCode)), interruption.signal);
      if (stored !== undefined) tell(await stored.finish(suite, join(options.reports, suite.suite)));
    } else {
      const { report, folder } = await runSingle(engine, first, lease(true), settings, { keep, json });
      await compareWithBaseline(first.name, folder, options);
      await notifyAll(addresses, runMessage(report, Number(process.exitCode)), interruption.signal);
    }
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
): Promise<JudgedRun> {
  await using lease = ownLease;
  const run = await carryOut(engine, prepared, lease, settings);
  const { kept, problem } = await lease.end(keep);
  printRun(run, json, kept);
  const end = problem === undefined ? run.end : "failed";
  const { signal } = settings;
  // While the cluster was deleted, too.
  process.exitCode = exitCodeOf({ report: run.report, end: signal.aborted ? stoppedAs(signal) : end });
  return run;
}

function tell(line: string): void {
  toStderr(`${line}\n`);
}

/** What those who wait are told while there is no cluster yet. */
function whatRuns(ordered: readonly Ordered<Prepared>[]): string {
  const [first, ...others] = new Set(ordered.map(({ item }) => item.name));
  return `${first}${others.length === 0 ? "" : ` and ${counted(others.length, "scenario")} more`}`;
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
