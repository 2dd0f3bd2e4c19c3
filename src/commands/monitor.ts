import { randomInt } from "node:crypto";
import type { Command } from "commander";
import { listenForInterruption } from "../command-line/interruption.ts";
import { defaultLanes } from "../command-line/lane-option.ts";
import type { MonitorOptions, MonitorWishes } from "../command-line/monitor-options.ts";
import { prepareMonitor } from "../command-line/monitor-options.ts";
import { printRun } from "../command-line/print-run.ts";
import { addReporterOption, formsOf, type ReporterOption } from "../command-line/reporter-option.ts";
import { wholeNumber } from "../command-line/scenario-options.ts";
import { addViewOptions, openView, type ViewOptions } from "../command-line/view-options.ts";
import { consistentHistory } from "../guarantees/consistent-history.ts";
import { maxOutage } from "../guarantees/max-outage.ts";
import { noLostWrites } from "../guarantees/no-lost-writes.ts";
import { processStart } from "../host/process-start.ts";
import type { Reached } from "../kube/reach.ts";
import { formatMs } from "../model/duration.ts";
import type { GuaranteeSpec } from "../model/guarantee.ts";
import type { Lane } from "../model/lane.ts";
import { monitor } from "../monitor/monitor.ts";
import { monitorLanes } from "../monitor/monitor-lanes.ts";
import type { NamespaceRecord } from "../monitor/namespace-record.ts";
import { removalCommand, shellWord } from "../monitor/own-namespace.ts";
import { exitCodeOf, judgeRecorded } from "../run/judged-run.ts";
import { type RunHead, record } from "../run/recording.ts";
import { makeRunFolder, runName } from "../run/run-folder.ts";
import type { RunView } from "../run/run-view.ts";
import type { EndReason, Recording } from "../runner/run-request.ts";
import { toStderr } from "../terminal/output.ts";
import { watchUpgrade } from "../upgrade-watch/watch-upgrade.ts";

const examples = `
Lanes are operation/connection, with a rate if you want: quorum-read/new@20hz. Operations: quorum-read, cached-read, consistent-list,
readyz; with --write also write and create-and-delete. Connections: new, reused, http2.

Exit codes: 0 pass, or no limit was given, 1 a limit was broken, 2 bad usage or the harness failed, 3 inconclusive. Ctrl-C is the normal end:
the verdict decides the exit code. --upgrade changes none of them: versions further apart than Kubernetes supports, and what stands against the
next step, are findings of their own.

Examples:
  npx kind-chaos monitor --kubeconfig ~/.kube/config --max-outage 5s
  npx kind-chaos monitor --kubeconfig prod.yaml --context prod --for 30m --max-outage 2s --json > verdict.json
  npx kind-chaos monitor --kubeconfig prod.yaml --lanes "quorum-read/new@20hz,cached-read/http2"
  npx kind-chaos monitor --kubeconfig prod.yaml --upgrade --max-outage 5s
  npx kind-chaos monitor --kubeconfig test.yaml --write kind-chaos-probe --for 10m --max-outage 5s
`;

/** Adds `monitor`: the meter of a scenario on a cluster that is not ours, without breaking anything. */
export function register(program: Command): void {
  addViewOptions(addReporterOption(program.command("monitor")))
    .description(
      "measure the API of any cluster, during an upgrade for example, without breaking anything; needs no Docker",
    )
    .option("--kubeconfig <file>", "how to reach the cluster (default: $KUBECONFIG, else ~/.kube/config)")
    .option("--context <name>", "a context of the kubeconfig (default: its current one)")
    .option("--for <duration>", "how long, for example 10m (default: until Ctrl-C)")
    .option("--lanes <words>", `what is probed (default: ${defaultLanes})`)
    .option("--read <namespace/name>", "the ConfigMap that is read", "default/kube-root-ca.crt")
    .option("--write <namespace>", "measure writes too, in a namespace that is made for it and removed; must not exist")
    .option(
      "--deadline <duration>",
      "an attempt without an answer after this has failed (default: each operation's own)",
    )
    .option("--latency-limit <duration>", "an answer later than this counts as none (default: 1s)")
    .option("--max-outage <duration>", "the limit: no lane may be without an answer for longer")
    .option(
      "--upgrade",
      "follow an upgrade that somebody else makes: nodes, versions, what stands against the next step",
    )
    .option("--seed <number>", "seed of the probes' random phases", wholeNumber)
    .option("--reports <folder>", "where the run's folder is made", "reports")
    .option("--json", "print the report as JSON on standard output, nothing else there")
    .addHelpText("after", examples)
    .action(run);
}

async function run(options: MonitorOptions & ReporterOption & ViewOptions): Promise<void> {
  const forms = await formsOf(options.reporter);
  const { wishes, reached } = await prepareMonitor(options);
  await using view = await openView(options);
  const startedAt = new Date();
  const folder = await makeRunFolder(options.reports, "monitor", startedAt);
  const undo = wishes.scope.writes ? recordOf(folder, wishes, reached) : undefined;
  const interruption = listenForInterruption(
    () => toStderr("\nstopping: the last attempts end, then the report (again to leave at once)\n"),
    () => toStderr(leftAtOnce(undo)),
  );
  let end: EndReason;
  try {
    end = await watch(options, wishes, reached, { folder, startedAt, undo, view, signal: interruption.signal });
  } finally {
    interruption.stop();
  }
  const judged = await judgeRecorded(folder, end, forms);
  view.page?.over({ outcome: judged.report.outcome, folder });
  printRun(judged, options.json === true);
  process.exitCode = exitCodeOf(judged);
}

interface WatchRequest {
  readonly folder: string;
  readonly startedAt: Date;
  readonly undo: NamespaceRecord | undefined;
  readonly view: RunView;
  readonly signal: AbortSignal;
}

async function watch(
  options: MonitorOptions,
  wishes: MonitorWishes,
  reached: Reached,
  { folder, startedAt, undo, view, signal }: WatchRequest,
): Promise<EndReason> {
  const seed = options.seed ?? randomInt(2 ** 31);
  const { forMs, scope } = wishes;
  const lanes = monitorLanes(wishes.wishes, reached.server, seed, scope.writes ? undefined : scope.object);
  const request = { folder, startedAt, head: headOf(wishes, reached, seed, lanes), expectedMs: forMs, view, signal };
  const { end } = await record(request, async (recording) => ({
    end: await monitor({
      ...{ reached, lanes, namespace: scope.namespace, record: undo, forMs },
      ...recording,
      ...(wishes.upgrade ? { beside: follow(reached, recording) } : {}),
    }),
  }));
  return end;
}

function follow(reached: Reached, { clock, emit }: Recording): (signal: AbortSignal) => Promise<void> {
  return (signal) => watchUpgrade(reached, { now: () => clock.now(), emit, signal });
}

function headOf(wishes: MonitorWishes, { server }: Reached, seed: number, lanes: readonly Lane[]): RunHead {
  const { forMs, scope } = wishes;
  const time = Number.isFinite(forMs) ? `for ${formatMs(forMs)}` : "until Ctrl-C";
  const changes = scope.writes ? `writes into its own namespace ${scope.namespace}` : "changes nothing";
  return {
    scenario: "monitor",
    summary: `Watches ${server.url} ${time}; ${changes}.`,
    seed,
    steps: [
      `watch ${time}; an answer later than ${wishes.latencyLimit} counts as none`,
      ...(wishes.upgrade ? ["follow an upgrade that somebody else makes; only read"] : []),
    ],
    lanes: lanes.map(({ id }) => id),
    guarantees: limitsOf(wishes).map((spec) => ({ ...spec, params: { ...spec.params } })),
  };
}

function limitsOf({ maxOutage: limit, latencyLimit, wishes }: MonitorWishes): GuaranteeSpec[] {
  const lanes = "*/server/*";
  return [
    ...(limit === undefined ? [] : [maxOutage({ lanes, during: "whole-run", limit, answerWithin: latencyLimit })]),
    ...(wishes.some(({ operation }) => operation === "write")
      ? [noLostWrites({ through: "server" }), consistentHistory()]
      : []),
  ];
}

function recordOf(folder: string, wishes: MonitorWishes, reached: Reached): NamespaceRecord {
  return {
    run: runName(folder),
    namespace: wishes.scope.namespace,
    kubeconfig: [...reached.context.files],
    context: reached.context.name,
    server: reached.server.url,
    pid: process.pid,
    started: processStart(process.pid) ?? "",
  };
}

function leftAtOnce(undo: NamespaceRecord | undefined): string {
  if (undo === undefined) return "\nleft at once; nothing was changed\n";
  return `\nleft at once; one of these removes the namespace:\n  npx kind-chaos clean${chosenBy(undo)}\n  ${removalCommand(undo)}\n`;
}

/** What says once more which context was chosen: by itself `clean` runs no command of a kubeconfig. */
function chosenBy({ kubeconfig, context }: NamespaceRecord): string {
  const [file, ...more] = kubeconfig;
  if (file === undefined) return "";
  return `${more.length === 0 ? ` --kubeconfig ${shellWord(file)}` : ""} --context ${shellWord(context)}`;
}
