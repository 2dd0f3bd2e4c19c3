import { wasOnlyUnclear, wasTooBusy } from "../analysis/verdict/measuring.ts";
import { describeMark } from "../analysis/verdict/quarantine.ts";
import { summarizeRun } from "../analysis/verdict/suite.ts";
import type { ClusterLease } from "../cluster/lease.ts";
import type { LeaseEnd } from "../cluster/lease-terms.ts";
import type { Report } from "../model/report.ts";
import { stoppedAs } from "../model/stop.ts";
import type { Suite, SuiteResult } from "../model/suite.ts";
import { exitCodeOf, type JudgedRun, type JudgedScenario } from "../run/judged-run.ts";
import type { Prepared } from "../scenario/prepare.ts";
import { seedOf } from "../scenario/seed.ts";
import type { Ordered } from "./run-order.ts";
import type { SuiteState } from "./suite-state.ts";

/** After so many failures in a row to bring it up, a cluster is given up; one alone may be chance. */
const creationTries = 2;

/** What is said of the runs that were to follow when a suite was stopped. */
const whyNotRun = { interrupted: "interrupted", deadline: "deadline", failed: "the harness failed" } as const;

/** How a suite goes about its runs, and who is told how it goes. */
export interface SuiteRequest {
  readonly seed: number;
  /** Whether the last cluster stays; one that was there before always does. */
  readonly keep: boolean;
  readonly failFast: boolean;
  /** How often a run that was inconclusive is run again. */
  readonly retryInconclusive: number;
  /** Aborted with a `Stop`. */
  readonly signal: AbortSignal;
  /** The lease of the cluster that the runs of one group share; `isLast` where no other follows. */
  lease(isLast: boolean): ClusterLease;
  /** Carries out one scenario on the lease's cluster; `title` is "3/12 etcd-majority", of a later attempt with its number. */
  carryOut(prepared: Prepared, lease: ClusterLease, title: string): Promise<JudgedScenario>;
  /** Told before the first run and after every one: the summary as it stands. */
  onSummary(suite: Suite): Promise<void>;
  /** Told that a run was judged, with what else is to be known of it: that it is run again, that it is in quarantine. */
  onJudged(title: string, run: JudgedRun, notes: readonly string[]): void;
  /** Told of each run when its last attempt is over; true where no more are needed, since all that was asked is told. */
  isTold(report: Report): boolean;
  /** Told that a cluster stays. */
  onKept(cluster: string): void;
  /** Told why a cluster could not be deleted. */
  onLeft(problem: string): void;
}

/**
 * Carries out scenarios in their order; those of one group share a cluster, through the health gate of a kept one.
 * Returns the whole when all is done, or when it was stopped: then the run under way is healed and judged, and the rest
 * are marked as not run.
 */
export async function runSuite(
  ordered: readonly Ordered<Prepared>[],
  state: SuiteState,
  request: SuiteRequest,
): Promise<Suite> {
  await request.onSummary(state.summary("cut"));
  let stopped: string | undefined;
  let enough = false;
  const { signal } = request;
  const told = ({ kept, problem }: LeaseEnd) => {
    if (kept !== undefined) request.onKept(kept);
    if (problem !== undefined) request.onLeft(problem);
  };
  const runs = ordered.map((entry, index) => ({
    ...entry,
    index,
    title: `${index + 1}/${ordered.length} ${entry.item.name}`,
  }));
  for (const group of Map.groupBy(runs, (run) => run.group).values()) {
    if (enough) break;
    await using lease = request.lease(group.at(-1) === runs.at(-1));
    let failures = 0;
    for (const { item, repeat, index, title } of group) {
      // While the cluster before was deleted, too.
      if (signal.aborted) stopped = whyNotRun[stoppedAs(signal)];
      const givenUp = failures < creationTries ? undefined : "its cluster could not be created";
      const reason = stopped ?? item.unsupported ?? givenUp;
      if (reason !== undefined) {
        state.skip(index, reason);
        continue;
      }
      const seeded = { ...item, seed: seedOf(request.seed, item.name, repeat) };
      const most = 1 + request.retryInconclusive;
      let last: JudgedScenario | undefined;
      for (let attempt = 1, again = true; again && (attempt === 1 || !signal.aborted); attempt++) {
        const named = attempt === 1 ? title : `${title}, attempt ${attempt} of ${most}`;
        const run = await request.carryOut(seeded, lease, named);
        last = run;
        // What never stood is deleted, so that the next run begins afresh.
        if (cameToNothing(run)) told(await lease.discard());
        failures = cameToNothing(run) ? failures + 1 : run.taken === undefined ? failures : 0;
        again = attempt < most && isOpen(run) && !signal.aborted;
        const { quarantine } = state.done(index, resultOf(run));
        const repeated = again ? [`it was inconclusive and is run again: attempt ${attempt + 1} of ${most}`] : [];
        request.onJudged(named, run, [...quarantine.map(describeMark), ...repeated]);
        await request.onSummary(state.summary("cut"));
      }
      if (last !== undefined && stopped === undefined && !signal.aborted) enough = request.isTold(last.report);
      if (enough) {
        state.enough(index);
        break;
      }
      if (request.failFast && state.stops(index)) stopped = `stopped after ${item.name} (--fail-fast)`;
      if (signal.aborted) stopped = whyNotRun[stoppedAs(signal)];
    }
    const isLast = enough || stopped !== undefined || signal.aborted || group.at(-1) === runs.at(-1);
    told(await lease.end(isLast && request.keep));
  }
  const suite = state.summary(endOf(signal, stopped));
  await request.onSummary(suite);
  return suite;
}

function endOf(signal: AbortSignal, stopped: string | undefined): Suite["end"] {
  // Of all, the deletion of the last cluster included.
  if (signal.aborted && stoppedAs(signal) === "interrupted") return "interrupted";
  return stopped === undefined ? "completed" : "stopped";
}

/** Whether a run failed before its cluster stood. */
function cameToNothing({ taken, end }: JudgedScenario): boolean {
  return taken === undefined && end === "failed";
}

/**
 * Whether a run may be run again: it came to its end and showed nothing either way, for a reason that has to do with the
 * measuring alone. What broke is no chance to be tried again, nor a cluster that did not do what is assumed of it; and a
 * harness that failed or was stopped is another matter.
 */
function isOpen({ report, end }: JudgedScenario): boolean {
  if (end !== "completed" || report.outcome !== "inconclusive") return false;
  return wasOnlyUnclear(report) || wasTooBusy(report);
}

function resultOf({ report, end, taken }: JudgedScenario): SuiteResult {
  return summarizeRun(report, {
    exitCode: exitCodeOf({ report, end }),
    harnessFailed: end === "failed",
    reused: taken?.reused ?? false,
    replaced: taken?.replaced ?? null,
  });
}
