import { z } from "zod";
import { durationParam, faultParam, lanesParam, shareParam } from "../analysis/limits/parameters.ts";
import { counted, listing, percent } from "../analysis/statistics/format.ts";
import { shareBounds } from "../analysis/statistics/intervals.ts";
import { quantile } from "../analysis/statistics/statistics.ts";
import { toMs } from "../model/duration.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import { latencyMs } from "../model/sample.ts";
import { between, down } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { heldStretch, liesIn } from "./kit/held-stretch.ts";
import { asTogether, namesOf, selectLanes } from "./kit/lanes.ts";
import { missingAttempts } from "./kit/missing-attempts.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

const params = z.strictObject({
  lanes: lanesParam,
  during: faultParam,
  /** Between which shares of all attempts fail while the fault is held, 0 to 1. */
  atLeast: shareParam.default(0),
  atMost: shareParam,
  /** What the fault gets to settle after its proof. */
  settle: durationParam.default("0s"),
});

const definition = defineGuarantee({
  name: "error-rate",
  summary: "The share of attempts that fail while a fault is held lies between two bounds.",
  about: "time",
  slownessHelps: ({ atLeast }) => atLeast > 0,
  covers: "It covers attempts of these lanes, taken together, that lie whole in the time in which the fault is held.",
  leavesOut:
    "It leaves out the time that it gets to settle, because the fault need not act fully yet; attempts that reach over its ends, because they may have met either state; extra attempts, because they would bend the share.",
  exempt: {
    "more-failures":
      "It promises a share between two bounds: where too few attempts failed, more failures bring it there.",
  },
  params,
  describe: ({ lanes, during, atLeast, atMost }) =>
    `${namesOf({ lanes })}: ${percent(atLeast, 1)} to ${percent(atMost, 1)} of attempts fail while ${during} is held`,
  plainly: ({ lanes, atLeast, atMost }) => ({
    held: `${percent(atLeast, 1)} to ${percent(atMost, 1)} of ${clientsOf(lanes)} failed`,
    broken: `the share of ${clientsOf(lanes)} that failed was not ${percent(atLeast, 1)} to ${percent(atMost, 1)}`,
  }),
  judge(wanted, facts) {
    const held = heldStretch(wanted.during, facts, toMs(wanted.settle));
    const selection = selectLanes(wanted, facts);
    const lanes = selection.tracks.map(({ lane, samples }) => {
      const own = samples.filter((sample) => liesIn(sample, held));
      const succeeded = own.filter(({ outcome }) => outcome === "ok");
      const ofDeadline = succeeded.map((sample) => latencyMs(sample) / lane.deadlineMs);
      return { id: lane.id, attempts: own.length, failed: own.length - succeeded.length, ofDeadline };
    });
    const missing = selection.tracks.reduce((sum, track) => sum + missingAttempts(track, held, facts), 0);
    const attempts = lanes.reduce((sum, lane) => sum + lane.attempts, 0);
    const failed = lanes.reduce((sum, lane) => sum + lane.failed, 0);
    if (attempts === 0) return inconclusive("no attempt was made");
    const [low, high] = shareBounds(failed, attempts);
    const each = lanes.map((lane) => `${lane.id} ${percent(lane.failed, lane.attempts)}`);
    // What is missing may have failed or not: it is taken for what would keep the promise.
    const [least] = shareBounds(failed, attempts + missing);
    const [, most] = shareBounds(failed + missing, attempts + missing);
    const outside = least > wanted.atMost || most < wanted.atLeast;
    const within = low >= wanted.atLeast && high <= wanted.atMost;
    const judgement: Judgement = {
      outcome: outside ? "fail" : within ? "pass" : "inconclusive",
      summary:
        `${failed} of ${counted(attempts, "attempt")} failed (${percent(failed, attempts)}; ` +
        `${percent(low, 1)} to ${percent(high, 1)} with 99 % certainty): ${listing(each, 6)}`,
      marks: outside ? [{ from: held.from, to: held.to, text: `${percent(failed, attempts)} failed` }] : [],
      looked: { from: held.from, to: held.to },
      unhurried: areSoon(lanes.flatMap(({ ofDeadline }) => ofDeadline)),
    };
    return asTogether(judgement, wanted, facts);
  },
  stories,
});
export default definition;

/**
 * Promises which share of the attempts on these lanes, taken together, fails while a fault is held; judged with what
 * chance leaves open (99 %).
 */
export const errorRate = definition.spec;

/** Fewer successes show nothing of how soon they come. */
const fewestSuccesses = 20;

/**
 * Whether successes came so soon, as shares of their deadlines, that no busy machine made the others fail: a machine that
 * delays some past their deadline delays many past half of it.
 */
function areSoon(ofDeadline: readonly number[]): boolean {
  return ofDeadline.length >= fewestSuccesses && quantile(Float64Array.from(ofDeadline).sort(), 0.99) <= 0.5;
}

function stories(): Stories {
  const lossy = (share: number, atMost = 0.5): Story =>
    workerHit({
      guarantees: [errorRate({ lanes: "workload-http/*/new", during: "held", atLeast: 0.1, atMost })],
      hz: 50,
      fate: between(
        4_050,
        8_900,
        { ...down, latencyMs: 5 },
        ({ lane, random }) => lane.startsWith("workload") && random() < share,
      ),
    });
  return { pass: lossy(0.33), fail: lossy(0.9), inconclusive: lossy(0.33, 0.35) };
}
