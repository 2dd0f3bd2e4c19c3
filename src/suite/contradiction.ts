import { conclude } from "../analysis/verdict/suite.ts";
import { worst } from "../model/outcome.ts";
import type { Suite, SuiteResult, SuiteRun } from "../model/suite.ts";

/**
 * What in a summary cannot be as kind-chaos wrote it, in words; undefined: nothing. A merge counts runs, so a summary whose
 * parts say different things would be believed in the part that is read.
 */
export function contradictionIn(suite: Suite): string | undefined {
  const whole = conclude(suite.runs, suite.end, suite.terms);
  if (suite.runs.length === 0) return "it has no run";
  if (!isPlan(suite)) return "its shards are not those of its plan";
  const run = suite.runs.find((one, index) => !agrees(one, suite) || one.standing !== whole.runs[index]?.standing);
  if (run !== undefined) return `its run of ${run.scenario} is not what it came to`;
  if (suite.outcome !== whole.outcome) return `its outcome is ${suite.outcome}, that of its runs is ${whole.outcome}`;
  return suite.exitCode === whole.exitCode
    ? undefined
    : `its exit code is ${suite.exitCode}, that of its runs is ${whole.exitCode}`;
}

/** Whether the plan has each shard, and no other; a call that was not cut has none. */
function isPlan({ shard }: Suite): boolean {
  if (shard === null) return true;
  const there = new Set(shard.plan.map((run) => run.shard));
  return shard.index <= shard.of && there.size === shard.of && [...there].every((index) => index <= shard.of);
}

function agrees({ result, notRun, unsupported, attempt, earlier, quarantine }: SuiteRun, { terms }: Suite): boolean {
  const declared = terms.quarantine?.entries ?? [];
  return (
    (result === null) === (notRun !== null) &&
    !(unsupported && result !== null) &&
    attempt === earlier.length + 1 &&
    earlier.length <= terms.retryInconclusive &&
    earlier.every((one) => one.outcome === "inconclusive") &&
    [...earlier, ...(result === null ? [] : [result])].every(isItsWorst) &&
    quarantine.every((mark) =>
      declared.some(
        ({ guarantee, reason, until, daysLeft }) =>
          daysLeft >= 0 && mark.guarantee === guarantee && mark.reason === reason && mark.until === until,
      ),
    )
  );
}

function isItsWorst({ outcome, assumptions, verdicts }: SuiteResult): boolean {
  return outcome === worst([...assumptions, ...verdicts].map((part) => part.outcome));
}
