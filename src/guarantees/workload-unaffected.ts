import { z } from "zod";
import { durationParam, duringParam, lanesParam, limitParam, shareParam } from "../analysis/limits/parameters.ts";
import { counted, listing, percent } from "../analysis/statistics/format.ts";
import { countWords } from "../analysis/statistics/statistics.ts";
import { samplesIn } from "../analysis/timeline/stretches.ts";
import { formatMs, toMs } from "../model/duration.ts";
import { inconclusive } from "../model/guarantee.ts";
import { worst } from "../model/outcome.ts";
import { between, heldFault, refused } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import availability from "./availability-at.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { type Selection, selectLanes } from "./kit/lanes.ts";
import maxOutage from "./max-outage.ts";

const params = z.strictObject({
  /** Lanes of the workload, every path that must hold. */
  lanes: lanesParam,
  during: duringParam,
  /** The longest outage that any of them may have. */
  limit: limitParam,
  /** The share of attempts on each of them that may fail or be late, 0 to 1. */
  errorRate: shareParam.default(0.01),
  /** An answer later than this counts as none. */
  within: durationParam.default("1s"),
});
type Params = z.infer<typeof params>;

const definition = defineGuarantee({
  name: "workload-unaffected",
  summary: "An application goes on: no long outage, and few attempts without an answer in time.",
  about: "time",
  covers:
    "It covers every scheduled attempt of these lanes in the stretch, each lane by itself; extra ones count for the bounds of outages.",
  leavesOut: "It leaves out extra attempts in the share, because they are made in bad times only and would bend it.",
  params,
  describe: (wanted, settings) => {
    const share = `${Number((100 * wanted.errorRate).toFixed(3))} %`;
    return `${maxOutage.describe(outageOf(wanted), settings)}, at most ${share} of attempts without an answer within ${formatMs(toMs(wanted.within))}`;
  },
  plainly: () => ({
    held: "clients of the workload noticed no more than they may",
    broken: "clients of the workload noticed more than they may",
  }),
  judge(wanted, facts) {
    const selection = selectLanes(wanted, facts);
    const silent = selection.tracks.filter(({ samples }) => samplesIn(samples, selection.stretch).length === 0);
    if (silent.length > 0) return inconclusive(`no attempt was made on ${listing(silent.map(({ lane }) => lane.id))}`);
    const outage = maxOutage.judge(outageOf(wanted), facts);
    const served = availability.judge(
      { lanes: wanted.lanes, during: wanted.during, within: wanted.within, share: 1 - wanted.errorRate },
      facts,
    );
    const summary = `${outage.summary}; in time, ${served.summary}; ${replicasOf(selection)}`;
    return { ...outage, outcome: worst([outage.outcome, served.outcome]), summary };
  },
  stories,
});
export default definition;

/**
 * Promises that an application goes on whatever happens to the cluster: on none of its lanes an outage longer than a
 * limit, and on each at most a share of attempts without an answer in time. Which replicas answered is told.
 */
export const workloadUnaffected = definition.spec;

function outageOf({ lanes, during, limit, within }: Params) {
  return { lanes, during, limit, answerWithin: within };
}

/** Which replicas answered, by the names in the answers. */
function replicasOf({ tracks, stretch }: Selection): string {
  const answers = tracks.flatMap(({ samples }) =>
    samplesIn(samples, stretch).flatMap((sample) => (sample.outcome === "ok" ? (sample.detail ?? []) : [])),
  );
  const counts = Object.entries(countWords(answers)).map(
    ([name, count]) => `${name} ${percent(count, answers.length)}`,
  );
  return `${counted(counts.length, "replica")} answered${counts.length === 0 ? "" : `: ${listing(counts)}`}`;
}

function stories(): Stories {
  const lanes = ["workload-http/*/*", "workload-dns/*/*"];
  const served = (until: number, errorRate: number): Story => ({
    lanes: ["workload-http/worker/new", "workload-http/worker2/reused", "workload-dns/in-cluster/new"],
    guarantees: [workloadUnaffected({ lanes, during: "held", limit: "1s", errorRate })],
    fault: heldFault,
    fate: between(4_050, until, refused, ({ lane }) => lane === "workload-http/worker/new"),
  });
  return { pass: served(4_250, 0.05), fail: served(6_000, 0.05), inconclusive: served(4_050, 0.01) };
}
