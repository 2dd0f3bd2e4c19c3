import { z } from "zod";
import { duringParam, exceptPinnedToParam, lanesParam } from "../analysis/limits/parameters.ts";
import { furtherConnections } from "../analysis/outages/connections.ts";
import { counted, describeCounts, listing } from "../analysis/statistics/format.ts";
import { countWords } from "../analysis/statistics/statistics.ts";
import { backendOf } from "../analysis/timeline/backends.ts";
import { type Stretch, samplesIn } from "../analysis/timeline/stretches.ts";
import { inconclusive } from "../model/guarantee.ts";
import type { Sample } from "../model/sample.ts";
import type { LaneTrack } from "../model/timeline.ts";
import { between, down, heldFault } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { exceptPinned, namesOf, selectLanes } from "./kit/lanes.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

/** Marks in a report: enough to find the place, few enough to read. */
const mostMarks = 20;

const params = z.strictObject({ lanes: lanesParam, during: duringParam, exceptPinnedTo: exceptPinnedToParam });

const definition = defineGuarantee({
  name: "no-failures",
  summary: "Not one attempt fails.",
  about: "time",
  covers: "It covers every attempt of these lanes in the stretch, extra ones too.",
  leavesOut:
    "It leaves out failures on a further connection while a reused one was busy with what it answered in time, because they say nothing of that one; lanes pinned to the fault's target where it says so, because their connection has to break.",
  params,
  describe: ({ lanes, during, exceptPinnedTo }) =>
    `${namesOf({ lanes })}: not one failed attempt (${during}), but for those on a further connection ` +
    `while a reused one was busy with an answer in time${exceptPinned(exceptPinnedTo)}`,
  plainly: ({ lanes }) => ({
    held: `none of the ${clientsOf(lanes)} failed`,
    broken: `some ${clientsOf(lanes)} failed`,
  }),
  judge(wanted, facts) {
    const selection = selectLanes(wanted, facts);
    const lanes = selection.tracks.map((track) => attemptsOf(track, selection.stretch));
    const silent = lanes.filter(({ attempts }) => attempts === 0).map(({ lane }) => lane);
    if (silent.length > 0) return inconclusive(`no attempt was made on ${listing(silent)}`);
    const attempts = lanes.reduce((sum, lane) => sum + lane.attempts, 0);
    const aside = lanes.reduce((sum, lane) => sum + lane.aside, 0);
    const failures = lanes.flatMap(({ lane, failures }) => failures.map((sample) => ({ lane, sample })));
    const remark = `${aside === 0 ? "" : `; not judged: ${counted(aside, "failure")} on further connections, opened while the lane's own was busy`}${selection.remark}`;
    const words = describeCounts(countWords(failures.map(({ lane, sample }) => `${lane} ${classOf(sample)}`)));
    const told = failures.length === 0 ? "none failed" : `${failures.length} failed: ${words}`;
    return {
      outcome: failures.length === 0 ? "pass" : "fail",
      summary: `${counted(attempts, "attempt")}, ${told}${remark}`,
      marks: failures.slice(0, mostMarks).map(({ lane, sample }) => ({
        from: sample.started,
        to: sample.ended,
        text: `${lane}: ${classOf(sample)}, met ${backendOf(sample, facts.backends)}`,
      })),
    };
  },
  stories,
});
export default definition;

/**
 * Promises that not one attempt of these lanes fails. On a lane of reused connections only those count: an attempt that
 * failed on a further connection, opened because the lane's own was busy, says nothing about the own one where that
 * went on to answer.
 */
export const noFailures = definition.spec;

/** What one lane came to in a stretch. */
interface LaneAttempts {
  readonly lane: string;
  readonly attempts: number;
  readonly failures: readonly Sample[];
  /** Failures on further connections. */
  readonly aside: number;
}

function attemptsOf(track: LaneTrack, stretch: Stretch): LaneAttempts {
  // Extra attempts too: a client that tried then did fail.
  const samples = samplesIn(track.all, stretch);
  const failed = samples.filter((sample) => sample.outcome !== "ok");
  const isFurther = failed.length === 0 ? () => false : furtherConnections(track);
  const failures = failed.filter((sample) => !isFurther(sample));
  return { lane: track.lane.id, attempts: samples.length, failures, aside: failed.length - failures.length };
}

function classOf(sample: Sample): string {
  return sample.error ?? sample.outcome;
}

function stories(): Stories {
  const failing = (fate: Story["fate"]): Story => ({
    lanes: ["quorum-read/api/reused", "cached-read/api/reused"],
    guarantees: [noFailures({ lanes: "*/api/reused", during: "held", exceptPinnedTo: "target" })],
    fault: heldFault,
    fate,
  });
  return {
    pass: failing(undefined),
    fail: failing(between(4_500, 4_560, down)),
    inconclusive: failing((attempt) => ({ backend: 1, ...between(4_000, 8_000, down)?.(attempt) })),
  };
}
