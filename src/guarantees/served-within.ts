import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import { lanesParam, limitParam, stepParam } from "../analysis/limits/parameters.ts";
import { replicasBefore } from "../analysis/rescheduling/wanted-replicas.ts";
import { counted } from "../analysis/statistics/format.ts";
import { wholeRun } from "../analysis/timeline/stretches.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import type { Sample } from "../model/sample.ts";
import type { Stories, Story } from "../stories/story.ts";
import { replica, scaledUp, workload } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { selectLanes } from "./kit/lanes.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";

const params = z.strictObject({
  /** The step that asked for more replicas, or the fault that took some away, by its name. */
  after: stepParam,
  /**
   * Lanes of the workload, whose answers name their replica; reused connections stay with the replica that they have.
   */
  lanes: lanesParam.default(["workload-http/*/new", "workload-dns/*/new"]),
  limit: limitParam,
});

/** A replica that serves is taken to have answered one of so many attempts that no others would in one of a hundred. */
const missedShare = 0.01;

const definition = defineGuarantee({
  name: "served-within",
  summary: "A replica that is made for a step or after a fault answers within a limit.",
  about: "time",
  bounded: true,
  covers:
    "It covers the first answer of any replica that was not there before, with every attempt until then, failed ones too.",
  leavesOut: "It leaves out which of several new replicas it is, because any of them shows that the way is whole.",
  params,
  describe: ({ after, limit }, settings) =>
    `a replica made for "${after}" serves within ${describeLimit(limit, settings)} of it`,
  plainly: () => ({
    held: "a new replica served in time",
    broken: "no new replica served in time",
    measured: "a new replica served after {time}",
  }),
  judge(wanted, facts) {
    const selection = selectLanes({ lanes: wanted.lanes, during: wholeRun }, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    const asked = findCause(facts, wanted.after);
    if (asked === undefined) return inconclusive(`nothing shows that "${wanted.after}" was done`);
    const before = [...replicasBefore(facts, asked.from, selection.tracks)];
    if (facts.workload() === undefined || before.length === 0)
      return inconclusive("the workload's replicas before it are not known");
    // One that fails was answered by no new replica either.
    const attempts = selection.tracks
      .flatMap(({ all }) => all)
      .filter(({ outcome, detail, ended }) => (outcome !== "ok" || detail !== undefined) && ended >= asked.from)
      .toSorted((a, b) => a.started - b.started);
    return { ...judgeAttempts(attempts, asked, before, limit.limitMs), ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises that a Deployment scaled up in a step, or one that lost replicas to a fault, is served by a replica that was
 * not there before, within a limit: the first answer of such a replica itself, so that controller manager, scheduler,
 * kubelet, Endpoints and every node's rules have done their part.
 */
export const servedWithin = definition.spec;

/** Between which moments a step was done, or a fault injected. */
interface Cause {
  readonly from: number;
  readonly to: number;
}

function findCause(facts: Facts, id: string): Cause | undefined {
  const fault = facts.stretch(id)?.fault;
  if (fault?.injectingAt !== undefined && fault.activeAt !== undefined)
    return { from: fault.injectingAt, to: fault.activeAt };
  const begun = facts.eventsOf("procedure").find((event) => event.id === id);
  const done = facts.eventsOf("procedure-done").find((event) => event.id === id && event.evidence.proven);
  return begun === undefined || done === undefined ? undefined : { from: begun.at, to: done.at };
}

function judgeAttempts(
  attempts: readonly Sample[],
  asked: Cause,
  before: readonly string[],
  limitMs: number,
): Judgement {
  const served = attempts.filter(({ outcome, detail = "" }) => outcome === "ok" && !before.includes(detail));
  const first = served.toSorted((a, b) => a.ended - b.ended)[0];
  const firstStart = served.reduce((least, { started }) => Math.min(least, started), Number.POSITIVE_INFINITY);
  const others = attempts.filter(({ started }) => started < firstStart);
  // So many in a row without it, and a replica that serves would have been among them.
  const enough = Math.ceil(Math.log(missedShare) / Math.log(1 - 1 / (before.length + 1)));
  const absentUntil = others.at(-enough)?.started;
  const failed = others.filter(({ outcome }) => outcome !== "ok").length;
  const answered = counted(others.length - failed, "answer");
  const alsoFailed = failed === 0 ? "" : `, ${counted(failed, "attempt")} failed`;
  const measuredMs = [
    Math.max(0, (absentUntil ?? asked.to) - asked.to),
    first === undefined ? null : first.ended - asked.from,
  ] as const;
  const outcome = judgeBounds(measuredMs, limitMs);
  const summary =
    first === undefined
      ? `${answered} after it, all of the ${before.length} replicas from before${alsoFailed}`
      : `first answered by ${first.detail}, after ${answered} of the ${before.length} from before${alsoFailed}`;
  const marks = outcome === "pass" ? [] : [{ from: asked.from, to: first?.ended, text: "no new replica served" }];
  return { outcome, summary, measuredMs, marks };
}

function stories(): Stories {
  // Asked for a fourth replica at 2 to 2.3 s, which first can answer some time after that.
  const servedFrom = (servesAt: number): Story => ({
    lanes: ["workload-http/worker/new", "workload-dns/worker2/new"],
    guarantees: [servedWithin({ after: "scale", limit: "4s" })],
    events: [workload, ...scaledUp(2_000, 2_300)],
    fate: ({ at, number }) => (at >= servesAt && number % 4 === 0 ? { detail: replica("new") } : undefined),
  });
  return { pass: servedFrom(5_000), fail: servedFrom(11_000), inconclusive: servedFrom(5_800) };
}
