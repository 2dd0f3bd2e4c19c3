import { summarizeRun } from "../analysis/verdict/suite.ts";
import type { Engine } from "../host/engine.ts";
import type { Report } from "../model/report.ts";
import type { Suite, SuiteResult } from "../model/suite.ts";
import { type ExecutionOptions, execute, exitCodeOf, judgeExecuted } from "../run/execution.ts";
import { runName } from "../run/run-folder.ts";
import type { Prepared } from "../scenario/prepare.ts";
import { type Ordered, seedOf } from "./run-order.ts";
import { SuiteCluster } from "./suite-cluster.ts";
import { SuiteState } from "./suite-state.ts";

/** How a suite goes about its runs. */
export interface SuiteOptions extends Omit<ExecutionOptions, "title"> {
  /** Whether the last cluster stays; one that was there before always does. */
  readonly keep: boolean;
  readonly failFast: boolean;
  readonly seed: number;
}

/** Who is told how a suite goes. */
export interface SuiteListener {
  /** Before the first run and after every one: the summary as it stands. */
  summary(suite: Suite): Promise<void>;
  /** A run was judged; `title` is "3/12 etcd-majority". */
  judged(title: string, report: Report, folder: string): void;
  /** A cluster stays. */
  kept(cluster: string): void;
}

/**
 * Carries out scenarios in their order; those of one group share a cluster, through the health gate of a kept one. Answers the whole when all
 * is done, or when it was interrupted: then the run under way is healed and judged, and the rest are marked as not run.
 */
export async function runSuite(
  engine: Engine,
  ordered: readonly Ordered<Prepared>[],
  folder: string,
  options: SuiteOptions,
  listener: SuiteListener,
): Promise<Suite> {
  const state = new SuiteState(runName(folder), options.seed, ordered);
  await listener.summary(state.summary("cut"));
  let cluster: SuiteCluster | undefined;
  let stopped: string | undefined;
  const end = async (keep: boolean) => {
    const kept = await cluster?.end(keep);
    if (kept !== undefined) listener.kept(kept);
    cluster = undefined;
  };
  try {
    for (const [index, entry] of ordered.entries()) {
      if (options.signal.aborted) stopped = "interrupted";
      cluster ??= new SuiteCluster(engine, entry.item.images.kind);
      const givenUp = cluster.givenUp ? "its cluster could not be created" : undefined;
      const reason = stopped ?? entry.item.unsupported ?? givenUp;
      if (reason !== undefined) state.skip(index, reason);
      else {
        const title = `${index + 1}/${ordered.length} ${entry.item.name}`;
        const { exitCode } = state.done(index, await runOne(engine, entry, cluster, { ...options, title }, listener));
        await listener.summary(state.summary("cut"));
        if (options.failFast && exitCode !== 0) stopped = `stopped after ${entry.item.name} (--fail-fast)`;
      }
      const goesOn = stopped === undefined && !options.signal.aborted && index < ordered.length - 1;
      if (entry.lastOfGroup && goesOn) await end(false);
    }
  } finally {
    await end(options.keep);
  }
  const interrupted = options.signal.aborted ? "interrupted" : undefined;
  const suite = state.summary(interrupted ?? (stopped === undefined ? "completed" : "stopped"));
  await listener.summary(suite);
  return suite;
}

async function runOne(
  engine: Engine,
  { item, repeat }: Ordered<Prepared>,
  cluster: SuiteCluster,
  options: SuiteOptions & { readonly title: string },
  listener: SuiteListener,
): Promise<SuiteResult> {
  const first = cluster.name === undefined;
  const prepared = { ...item, seed: seedOf(options.seed, item.name, repeat) };
  const how = { ...options, reuse: options.reuse || !first, clusterName: cluster.name ?? options.clusterName };
  const executed = await execute(engine, prepared, how, (name) => {
    cluster.name = name;
  });
  const report = await judgeExecuted(executed, item.images.kind);
  await cluster.used(executed, first);
  listener.judged(options.title, report, executed.folder);
  return summarizeRun(report, {
    exitCode: exitCodeOf(executed.end, report),
    reused: executed.taken?.reused ?? false,
    replaced: executed.taken?.replaced ?? null,
  });
}
