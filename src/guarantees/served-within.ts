import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { counted } from "../analysis/statistics/format.ts";
import { inconclusive, selectLanes } from "../analysis/timeline/selection.ts";
import { findStretch, wholeRun } from "../analysis/timeline/stretches.ts";
import { eventsOf } from "../analysis/timeline/timeline.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";
import type { Sample } from "../model/sample.ts";
import type { Timeline } from "../model/timeline.ts";

const params = z.strictObject({
  /** The step that asked for more replicas, or the fault that took some away, by its name. */
  after: z.string(),
  /** Lanes of the workload, whose answers name their replica; reused connections stay with the replica that they have. */
  lanes: lanesParam.default(["workload-http/*/new", "workload-dns/*/new"]),
  limit: limitParam,
});
type Params = z.infer<typeof params>;

/** A replica that serves is taken to have answered one of so many attempts that no others would in one of a hundred. */
const missedShare = 0.01;

/**
 * Promises that a Deployment scaled up in a step, or one that lost replicas to a fault, is served by a replica that was not there before, within a limit: the
 * first answer of such a replica itself, so that controller manager, scheduler, kubelet, Endpoints and every node's rules have done their part.
 */
export function servedWithin(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "served-within", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "served-within",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: ({ after, limit }, settings) =>
    `a replica made for "${after}" serves within ${describeLimit(limit, settings)} of it`,
  judge(wanted, timeline) {
    const selection = selectLanes({ lanes: wanted.lanes, during: wholeRun }, timeline);
    if ("outcome" in selection) return selection;
    const limit = resolveLimit(wanted.limit, timeline.settings);
    if (limit === undefined) return inconclusive("the cluster's settings are not known, so there is no limit");
    const asked = findCause(timeline, wanted.after);
    if (asked === undefined) return inconclusive(`nothing shows that "${wanted.after}" was done`);
    const before =
      eventsOf(timeline.events, "workload")
        .at(-1)
        ?.replicas.map(({ pod }) => pod) ?? [];
    if (before.length === 0) return inconclusive("the workload's replicas before it are not known");
    const answers = selection.tracks
      .flatMap(({ all }) => all)
      .filter(({ outcome, detail, ended }) => outcome === "ok" && detail !== undefined && ended >= asked.from)
      .toSorted((a, b) => a.ended - b.ended);
    return { ...judgeAnswers(answers, asked, before, limit.limitMs), ...limit };
  },
};
export default definition;

/** Between which moments a step was done, or a fault injected. */
interface Cause {
  readonly from: number;
  readonly to: number;
}

function findCause(timeline: Timeline, id: string): Cause | undefined {
  const fault = findStretch(timeline, id)?.fault;
  if (fault?.injectingAt !== undefined && fault.activeAt !== undefined)
    return { from: fault.injectingAt, to: fault.activeAt };
  const { events } = timeline;
  const begun = eventsOf(events, "procedure").find((event) => event.id === id);
  const done = eventsOf(events, "procedure-done").find((event) => event.id === id && event.evidence.proven);
  return begun === undefined || done === undefined ? undefined : { from: begun.at, to: done.at };
}

function judgeAnswers(answers: readonly Sample[], asked: Cause, before: readonly string[], limitMs: number): Judgement {
  const index = answers.findIndex(({ detail = "" }) => !before.includes(detail));
  const first = answers[index];
  // So many answers of the others in a row, and a replica that serves would have been among them.
  const enough = Math.ceil(Math.log(missedShare) / Math.log(1 - 1 / (before.length + 1)));
  const absentUntil = (first === undefined ? answers : answers.slice(0, index)).at(-enough)?.started;
  const measuredMs = [
    Math.max(0, (absentUntil ?? asked.to) - asked.to),
    first === undefined ? null : first.ended - asked.from,
  ] as const;
  const outcome = judgeBounds(measuredMs, limitMs);
  const summary =
    first === undefined
      ? `${counted(answers.length, "answer")} after it, all of the ${before.length} replicas from before`
      : `first answered by ${first.detail}, after ${counted(index, "answer")} of the ${before.length} from before`;
  const marks = outcome === "pass" ? [] : [{ from: asked.from, to: first?.ended, text: "no new replica served" }];
  return { outcome, summary, measuredMs, marks };
}
