import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { counted } from "../analysis/statistics/format.ts";
import { heldStretch } from "../analysis/timeline/held.ts";
import { inconclusive, selectLanes } from "../analysis/timeline/selection.ts";
import { wholeRun } from "../analysis/timeline/stretches.ts";
import { eventsOf } from "../analysis/timeline/timeline.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";

/** Fewer answers of old replicas while the fault is held show nothing. */
const fewestAnswers = 20;

const params = z.strictObject({
  /** The step that asked for more replicas while the fault was held. */
  after: z.string(),
  /** The fault that keeps a node from hearing of them. */
  during: z.string(),
  /** Lanes through that node. */
  lanes: lanesParam,
  /** How soon after the healing a new replica answers there. */
  limit: limitParam,
});
type Params = z.infer<typeof params>;

/**
 * Promises what a node must show whose agent is dead: through it, none of the replicas that are made meanwhile answers until the agent is back, and then one
 * does within a limit. The old ones go on, which other guarantees judge.
 */
export function newEndpointsWait(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "new-endpoints-wait", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "new-endpoints-wait",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: ({ lanes, after, during, limit }, settings) =>
    `${[lanes].flat().join(", ")}: replicas of "${after}" wait until ${during} is over, and answer within ${describeLimit(limit, settings)} then`,
  judge(wanted, timeline) {
    const held = heldStretch(timeline, wanted.during, 0);
    if ("outcome" in held) return held;
    const selection = selectLanes({ lanes: wanted.lanes, during: wholeRun }, timeline);
    if ("outcome" in selection) return selection;
    const limit = resolveLimit(wanted.limit, timeline.settings);
    if (limit === undefined) return inconclusive("the cluster's settings are not known, so there is no limit");
    const done = eventsOf(timeline.events, "procedure-done").find(
      ({ id, evidence }) => id === wanted.after && evidence.proven,
    );
    if (done === undefined) return inconclusive(`nothing shows that "${wanted.after}" was done`);
    const old = new Set(
      eventsOf(timeline.events, "workload")
        .at(-1)
        ?.replicas.map(({ pod }) => pod),
    );
    const answers = selection.tracks
      .flatMap(({ all }) => all)
      .filter(({ outcome, detail, started }) => outcome === "ok" && detail !== undefined && started > done.at)
      .toSorted((a, b) => a.ended - b.ended);
    const first = answers.find(({ detail = "" }) => !old.has(detail));
    if (first !== undefined && first.ended < held.to) {
      const summary = `${first.detail} answered through it while ${wanted.during} was held`;
      return { outcome: "fail", summary, marks: [{ from: first.started, to: first.ended, text: summary }], ...limit };
    }
    const waited = answers.filter(({ ended }) => ended < held.to).length;
    if (waited < fewestAnswers) return inconclusive(`${counted(waited, "answer")} while it was held show nothing`);
    const healedAt = held.fault.healedAt ?? held.to;
    const measuredMs = [
      Math.max(0, (first?.started ?? timeline.endedAt) - healedAt),
      first === undefined ? null : first.ended - held.to,
    ] as const;
    const told = first === undefined ? "none answered afterwards" : `${first.detail} answered after it`;
    const summary = `${counted(waited, "answer")} of replicas from before while it was held; ${told}`;
    return { outcome: judgeBounds(measuredMs, limit.limitMs), summary, measuredMs, about: "time", marks: [], ...limit };
  },
};
export default definition;
