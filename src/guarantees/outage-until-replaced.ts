import { z } from "zod";
import { deriveLimit, resolveLimit } from "../analysis/limits/derived-limits.ts";
import { faultParam, lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { counted, describeBounds, listing } from "../analysis/statistics/format.ts";
import { formatMs } from "../model/duration.ts";
import type { Outage } from "../model/figures.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import { worst } from "../model/outcome.ts";
import { between, down } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { longestOutageIn, untilEnded } from "./kit/lane-outages.ts";
import { namesOf, selectLanes } from "./kit/lanes.ts";
import { describeLimit, judgeBounds } from "./kit/limits.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

const params = z.strictObject({
  lanes: lanesParam,
  during: faultParam,
  /** The longest that the outage may be. */
  limit: limitParam,
  /** What would have prevented it, for the report. */
  preventedBy: z.string().min(1),
});

const definition = defineGuarantee({
  name: "outage-until-replaced",
  summary: "An application on one node is out until it is replaced elsewhere, not less and not longer.",
  about: "time",
  slownessHelps: () => true,
  covers: "It covers the longest outage of each of these lanes that touches the stretch.",
  leavesOut: "It leaves out shorter outages of the lane, because replacing a pod is one outage.",
  exempt: {
    "more-failures": "It promises an outage of a length, not less and not more: one that was too short may be longer.",
  },
  params,
  describe: ({ lanes, during, limit }, settings) =>
    `${namesOf({ lanes })}: out after ${during} for detection + toleration + start, at most ${describeLimit(limit, settings)}`,
  plainly: ({ lanes }) => ({
    held: `${clientsOf(lanes)} stopped until their replica was replaced`,
    broken: `${clientsOf(lanes)} did not stop until their replica was replaced, or stopped for too long`,
    measured: `${clientsOf(lanes)} stopped for {time} until their replica was replaced`,
  }),
  judge(wanted, facts) {
    const selection = selectLanes(wanted, facts);
    const eviction = facts.settings && deriveLimit("node-eviction", facts.settings);
    const limit = resolveLimit(wanted.limit, facts.settings);
    if (limit === undefined || eviction === undefined)
      return inconclusive("the cluster's settings are not known, so there is no limit");
    const { stretch } = selection;
    const lanes = selection.tracks.map((track) => ({ track, outage: longestOutageIn(track, stretch) }));
    const judged = lanes.map(({ track, outage }) => {
      const [leastMs] = eviction.expectedMs;
      // A longer one may lie where nobody looked.
      const hidden = facts.coverageOf(track, stretch, leastMs).map(({ reason }) => reason);
      return judgeOutage(track.lane.id, outage, { leastMs, mostMs: limit.limitMs, hidden });
    });
    const outcome = worst(judged.map((one) => one.outcome));
    const telling = judged.find((one) => one.outcome === outcome) as Judgement;
    const mosts = judged.map((one) => one.measuredMs?.[1] ?? null);
    return {
      outcome,
      summary: `${counted(judged.length, "lane")}; ${telling.summary}; prevented by: ${wanted.preventedBy}`,
      measuredMs: [
        Math.min(...judged.map((one) => one.measuredMs?.[0] ?? 0)),
        mosts.includes(null) ? null : Math.max(...mosts.map(Number)),
      ],
      expectedMs: [eviction.expectedMs[0], limit.limitMs],
      marks: judged.flatMap(({ marks }) => marks),
      ...(outcome === "pass" ? { looked: untilEnded(stretch, lanes) } : {}),
      ...limit,
    };
  },
  stories,
});
export default definition;

/**
 * Promises what an application on one node must show when that node is lost: these lanes are out until the loss is
 * noticed, the pods are given up and others have started, not less and not more. A lane that is out for a shorter time
 * is not through what was broken, so this breaks then too.
 */
export const outageUntilReplaced = definition.spec;

/** How long an outage may be, and why a long one may not have been seen: none where it would have been. */
interface Bar {
  readonly leastMs: number;
  readonly mostMs: number;
  readonly hidden: readonly string[];
}

function judgeOutage(lane: string, outage: Outage | undefined, { leastMs, mostMs, hidden }: Bar): Judgement {
  const isSeen = hidden.length === 0;
  if (outage === undefined && !isSeen) return inconclusive(`${lane} was not seen to be out: ${listing(hidden)}`);
  if (outage === undefined) return { outcome: "fail", summary: `${lane} was never out`, measuredMs: [0, 0], marks: [] };
  const measuredMs = [outage.atLeastMs, outage.atMostMs] as const;
  const told = `${lane} out for ${describeBounds(measuredMs)}`;
  const short = outage.atMostMs !== null && outage.atMostMs < leastMs;
  const summary = short ? `${told}, less than the ${formatMs(leastMs)} that giving up a node takes` : told;
  const outcome = short ? (isSeen ? "fail" : "inconclusive") : judgeBounds(measuredMs, mostMs);
  const mark = { from: outage.from, to: outage.to ?? undefined, text: summary };
  return { outcome, summary, measuredMs, marks: outcome === "pass" ? [] : [mark] };
}

function stories(): Stories {
  const wanted = { lanes: "workload-http/*/new", during: "held", preventedBy: "two replicas" };
  const outUntil = (until: number, limit: string): Story =>
    workerHit({
      guarantees: [outageUntilReplaced({ ...wanted, limit })],
      fate: between(4_050, until, { ...down, latencyMs: 5 }, ({ lane }) => lane.startsWith("workload")),
    });
  return { pass: outUntil(8_050, "5s"), fail: outUntil(5_050, "5s"), inconclusive: outUntil(8_050, "4s") };
}
