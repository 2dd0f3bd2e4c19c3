import { randomInt } from "node:crypto";
import type { Command } from "commander";
import { counted } from "../analysis/statistics/format.ts";
import { clustersOn } from "../cluster/clusters.ts";
import { ClusterLease } from "../cluster/lease.ts";
import { acceptancesOf } from "../command-line/accept-option.ts";
import { readDeadline } from "../command-line/deadline.ts";
import { listenForRunInterruption } from "../command-line/interruption.ts";
import { describeKept } from "../command-line/print-run.ts";
import { announced, queueMs, takeTurn } from "../command-line/turn.ts";
import { addUpgradeOptions, repeatOf, type UpgradeOptions } from "../command-line/upgrade-options.ts";
import { openView } from "../command-line/view-options.ts";
import { carryOutGate, type GateRequest } from "../gate/gate.ts";
import { type PlannedStage, planGate } from "../gate/gate-plan.ts";
import { GateRecord } from "../gate/gate-record.ts";
import { lookBeforehand } from "../gate/look.ts";
import { wishesOf } from "../gate/wishes.ts";
import { keepChosenEngine } from "../host/docker/context.ts";
import { Engine } from "../host/engine.ts";
import { formatMs, toMs } from "../model/duration.ts";
import { stoppedAs } from "../model/stop.ts";
import { severities, upgradeChecks } from "../preflight/preflight.ts";
import { conclusionOf, signOf } from "../report/upgrade/words.ts";
import { carryOut } from "../run/judged-run.ts";
import { makeRunFolder, ranIn, runName } from "../run/run-folder.ts";
import { expectedDurationMs, type Prepared } from "../scenario/prepare.ts";
import { toStderr, toStdout } from "../terminal/output.ts";
import type { GateResult } from "../upgrade/gate-result.ts";

const examples = `
Makes a cluster of the old version, looks what would stop the upgrade, runs the scenarios, upgrades one control plane after the other
with kubeadm under probes, with scenarios in the mixed state between them, then the workers, runs the scenarios on the upgraded
cluster and on a new one of the new version, and compares. One page says what stopped for how long in which step, and whether to go.
Both versions must be set up: npx kind-chaos setup --kubernetes 1.36 --kubernetes 1.37. What it takes and means: docs/upgrade.md.

A change of settings goes through it, too: config files with --from-config and --to-config say what the cluster is and is to be. With
one version, no node is upgraded: the scenarios are run on a cluster with each.

With --try-rollback one or two more clusters are upgraded and put back, with the old programs while an etcd member of the old version
is left, and from a snapshot when none is. Where it comes back it decides nothing; else the answer is cannot tell.

Nothing goes on from a node that is not whole in its new version: no go, and its cluster is left to be looked at.

Exit codes: 0 go, 1 no go, 2 bad usage or the harness failed, 3 cannot tell, 130 interrupted (after healing).

Examples:
  npx kind-chaos upgrade --from 1.36 --to 1.37
  npx kind-chaos upgrade --from 1.36 --to 1.37 --scenarios etcd-leader-kill,worker-kill --repeat 6
  npx kind-chaos upgrade --from 1.36 --to 1.37 --topology mine.yaml --after-create ./network.sh
  npx kind-chaos upgrade --from 1.36 --to 1.37 --try-rollback
  npx kind-chaos upgrade --to 1.37 --from 1.37 --to-config slower-etcd.config.yaml --repeat 6
`;

/** Adds `upgrade`: the gate before an upgrade. */
export function register(program: Command): void {
  addUpgradeOptions(program.command("upgrade"))
    .description("carry out a rolling upgrade of a cluster under measurement, and say whether to go")
    .addHelpText("after", examples)
    .action(run);
}

async function run(options: UpgradeOptions): Promise<void> {
  keepChosenEngine();
  const limitMs = queueMs(options.queue);
  const deadline = readDeadline(options.deadline);
  const readyTimeoutMs = toMs(options.readyTimeout);
  const names = upgradeChecks.map(({ name }) => name);
  const acceptances = acceptancesOf(options.accept, names, severities);
  const { seed = randomInt(2 ** 31), repeat } = options;
  const wishes = await wishesOf(options, options.configured?.read);
  const asked = repeatOf(options, seed);
  const planned = await planGate(wishes, { repeat, seed, asked, tryRollback: options.tryRollback === true });
  const fresh = planned.find(({ stage }) => stage.kind === "fresh");
  const runs = [planned[0]?.runs[0], fresh?.runs[0]] as [Prepared, Prepared];
  const { chosen } = wishes.to;
  await using view = await openView(options);
  const engine = new Engine();
  tell(`engine: ${await engine.describe()}`);
  using turn = await takeTurn(await engine.identity(), `upgrade to ${chosen.kubernetes}`, limitMs, deadline);
  if (turn === undefined) return;
  const leaseOf = ({ cluster }: Prepared) => {
    const clusters = announced(clustersOn(engine, cluster.kind), turn, ranIn);
    return new ClusterLease(clusters, { name: undefined, reuse: false, keep: false, tell });
  };
  const folder = await makeRunFolder(options.reports, "upgrade", new Date());
  const settings = { from: options.fromConfig ?? null, to: options.toConfig ?? null };
  const record = new GateRecord(folder, runName(folder), { runs, settings, repeat, seed });
  tell(`${courseInWords(planned)}, ${folder}`);
  const interruption = listenForRunInterruption(deadline);
  const { signal } = interruption;
  try {
    const result = await gone(
      leaseOf,
      runs,
      { planned, record },
      {
        signal,
        carryOut: (run, lease, title) =>
          carryOut(engine, run, lease, { reports: record.runs, readyTimeoutMs, view, signal }, title),
        look: (cluster) => lookBeforehand(engine, cluster, chosen, acceptances),
      },
    );
    toStdout(options.json === true ? `${JSON.stringify(result, null, 2)}\n` : textOf(result, record.page));
    process.exitCode = exitCodeOf(result, signal);
  } finally {
    interruption.stop();
  }
}

/** "26 runs in 8 stages, about 42 min": who starts it wants to know when to come back. */
function courseInWords(planned: readonly PlannedStage[]): string {
  const runs = planned.flatMap((stage) => stage.runs);
  const onNew = planned.filter(({ stage }, at) => at === 0 || stage.kind === "fresh" || stage.kind === "rollback");
  const firsts = onNew.map((stage) => stage.runs[0]);
  const expectedMs = runs.reduce((sum, run) => sum + expectedDurationMs(run, !firsts.includes(run)), 0);
  return `${counted(runs.length, "run")} in ${counted(planned.length, "stage")}, about ${formatMs(expectedMs)}`;
}

/** Goes through all stages on clusters of its own, which are gone or kept afterwards. */
async function gone(
  leaseOf: (run: Prepared) => ClusterLease,
  [before, after]: readonly [Prepared, Prepared],
  { planned, record }: { readonly planned: readonly PlannedStage[]; readonly record: GateRecord },
  how: Pick<GateRequest, "signal" | "carryOut" | "look">,
): Promise<GateResult> {
  await using upgraded = leaseOf(before);
  await using fresh = leaseOf(after);
  await using back = leaseOf(before);
  const seen = await carryOutGate(planned, { ...how, upgraded, fresh, back, onStages: (soFar) => record.write(soFar) });
  return record.resultOf(seen);
}

/** An interruption while the last cluster was deleted counts, too. */
function exitCodeOf({ answer, exitCode }: GateResult, signal: AbortSignal): number {
  if (!signal.aborted || stoppedAs(signal) === "deadline") return exitCode;
  if (stoppedAs(signal) === "interrupted") return 130;
  return answer === "no-go" ? exitCode : 2;
}

function textOf(result: GateResult, page: string): string {
  const kept = result.kept === null ? "" : describeKept(result.kept);
  return `${signOf(result.answer)} ${conclusionOf(result)}\npage       ${page}\n${kept}`;
}

function tell(line: string): void {
  toStderr(`${line}\n`);
}
