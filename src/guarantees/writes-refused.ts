import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import { durationParam, faultParam, lanesParam } from "../analysis/limits/parameters.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { backendOf } from "../analysis/timeline/backends.ts";
import { formatMs, toMs } from "../model/duration.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import type { LaneTrack } from "../model/timeline.ts";
import { between, heldFault, refused } from "../stories/fates.ts";
import type { Fate, Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { type HeldStretch, heldStretch, liesIn } from "./kit/held-stretch.ts";
import { namesOf, selectLanes } from "./kit/lanes.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

/** Fewer attempts of a lane while the fault was held show nothing. */
const fewestAttempts = 20;
/** Fewer attempts that reached an API server show nothing either: where none is reached, none can acknowledge. */
const fewestReached = 10;

const params = z.strictObject({
  lanes: lanesParam.default(["write/*/*", "quorum-read/*/*"]),
  /** The fault that takes the quorum away. */
  during: faultParam,
  /** "target": only lanes that go straight to a node which the fault hit, as of the minority side of a partition. */
  at: z.literal("target").optional(),
  /**
   * What the fault gets to settle after its proof; a proof that is one, of processes gone or packets dropped, needs
   * none.
   */
  settle: durationParam.default("0s"),
});

const definition = defineGuarantee({
  name: "writes-refused",
  summary: "Without a quorum nothing is acknowledged.",
  about: "safety",
  brokenBy: "answers",
  covers: "It covers writes and quorum reads that lie whole in the time in which the fault is held, extra ones too.",
  leavesOut:
    "It leaves out what began before the fault's first proof or was answered after its last, because a quorum may have been there.",
  params,
  describe: ({ lanes, during, at }) =>
    `${namesOf({ lanes })}${at === undefined ? "" : " to its target"}: nothing is acknowledged while ${during} is held`,
  plainly: ({ lanes }) => ({
    held: `none of the ${clientsOf(lanes)} was acknowledged while the fault was held`,
    broken: `some ${clientsOf(lanes)} were acknowledged while the fault was held`,
  }),
  judge(wanted, facts) {
    const held = heldStretch(wanted.during, facts, toMs(wanted.settle));
    const selection = selectLanes(wanted, facts);
    const tracks = selection.tracks.filter(
      ({ lane }) => wanted.at === undefined || held.fault.nodes.includes(lane.via),
    );
    if (tracks.length === 0) return inconclusive(`no lane goes straight to ${listing(held.fault.nodes)}`);
    return judgeHeld(tracks, held, facts);
  },
  stories,
});
export default definition;

/**
 * Promises that without a quorum nothing is acknowledged: no write and no quorum read that began after the fault was
 * proven active is answered with success before it is last proven so. What began earlier or was answered later may be.
 */
export const writesRefused = definition.spec;

function judgeHeld(tracks: readonly LaneTrack[], held: HeldStretch, facts: Facts): Judgement {
  const lanes = tracks.map(({ lane, samples, all }) => ({
    id: lane.id,
    // Extra attempts too: what was acknowledged was.
    attempts: all.filter((sample) => liesIn(sample, held)),
    begun: samples.filter((sample) => sample.started > held.from && sample.started < held.to).length,
  }));
  const acknowledged = lanes.flatMap(({ id, attempts }) =>
    attempts.filter(({ outcome }) => outcome === "ok").map((sample) => ({ id, sample })),
  );
  const begun = lanes.reduce((sum, lane) => sum + lane.begun, 0);
  const stretch = `in ${formatMs(held.to - held.from)} without a quorum`;
  if (acknowledged.length > 0) {
    const named = acknowledged.map(({ id, sample }) => `${id} by ${backendOf(sample, facts.backends)}`);
    return {
      outcome: "fail",
      summary: `${acknowledged.length} of ${counted(begun, "attempt")} acknowledged ${stretch}: ${listing([...new Set(named)])}`,
      marks: acknowledged.slice(0, 20).map(({ id, sample }) => ({
        from: sample.started,
        to: sample.ended,
        text: `${id} acknowledged by ${backendOf(sample, facts.backends)}`,
      })),
    };
  }
  const few = lanes.filter((lane) => lane.begun < fewestAttempts).map((lane) => `${lane.id}: ${lane.begun}`);
  if (few.length > 0) return inconclusive(`fewer than ${fewestAttempts} attempts show nothing: ${listing(few)}`);
  const reached = tracks.flatMap(({ samples }) =>
    samples.filter(({ started, backend }) => started > held.from && started < held.to && backend !== undefined),
  ).length;
  const told = `none of ${counted(begun, "attempt")} acknowledged ${stretch}, ${reached} of them reached an API server`;
  if (reached < fewestReached) return inconclusive(`${told}: nobody was there to acknowledge anything`);
  return { outcome: "pass", summary: told, marks: [] };
}

function stories(): Stories {
  const noLeader: Fate = { outcome: "failed", error: "http-500:etcdserver-timeout", status: 500 };
  const refusing = (fate: Story["fate"]): Story => ({
    lanes: ["write/api/new", "quorum-read/api/new"],
    guarantees: [writesRefused({ during: "held" })],
    fault: heldFault,
    fate,
  });
  return {
    pass: refusing(between(4_000, 8_900, noLeader)),
    fail: refusing(between(4_000, 8_900, noLeader, ({ lane, number }) => lane !== "write/api/new" || number !== 60)),
    inconclusive: refusing(between(4_000, 8_900, refused)),
  };
}
