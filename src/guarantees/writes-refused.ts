import { z } from "zod";
import { durationParam, lanesParam } from "../analysis/limits/parameters.ts";
import { backendOf } from "../analysis/outages/degradations.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { type HeldStretch, heldStretch, liesIn } from "../analysis/timeline/held.ts";
import { inconclusive, selectLanes } from "../analysis/timeline/selection.ts";
import { formatMs, toMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";
import type { LaneTrack, Timeline } from "../model/timeline.ts";

/** Fewer attempts of a lane while the fault was held show nothing. */
const fewestAttempts = 20;
/** Fewer attempts that reached an API server show nothing either: where none is reached, none can acknowledge. */
const fewestReached = 10;

const params = z.strictObject({
  lanes: lanesParam.default(["write/*/*", "quorum-read/*/*"]),
  /** The fault that takes the quorum away. */
  during: z.string(),
  /** "target": only lanes that go straight to a node which the fault hit, as of the minority side of a partition. */
  at: z.literal("target").optional(),
  /** What the fault gets to settle after its proof; a proof that is one, of processes gone or packets dropped, needs none. */
  settle: durationParam.default("0s"),
});
type Params = z.infer<typeof params>;

/**
 * Promises that without a quorum nothing is acknowledged: no write and no quorum read that began after the fault was proven active is answered with
 * success before its healing begins. What began earlier or was answered later may be.
 */
export function writesRefused(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "writes-refused", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "writes-refused",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: ({ lanes, during, at }) =>
    `${[lanes].flat().join(", ")}${at === undefined ? "" : " to its target"}: nothing is acknowledged while ${during} is held`,
  judge(wanted, timeline) {
    const held = heldStretch(timeline, wanted.during, toMs(wanted.settle));
    if ("outcome" in held) return held;
    const selection = selectLanes(wanted, timeline);
    if ("outcome" in selection) return selection;
    const tracks = selection.tracks.filter(
      ({ lane }) => wanted.at === undefined || held.fault.nodes.includes(lane.via),
    );
    if (tracks.length === 0) return inconclusive(`no lane goes straight to ${listing(held.fault.nodes)}`);
    return judgeHeld(tracks, held, timeline);
  },
};
export default definition;

function judgeHeld(tracks: readonly LaneTrack[], held: HeldStretch, timeline: Timeline): Judgement {
  const lanes = tracks.map(({ lane, samples }) => ({
    id: lane.id,
    attempts: samples.filter((sample) => liesIn(sample, held)),
    begun: samples.filter((sample) => sample.started > held.from && sample.started < held.to).length,
  }));
  const acknowledged = lanes.flatMap(({ id, attempts }) =>
    attempts.filter(({ outcome }) => outcome === "ok").map((sample) => ({ id, sample })),
  );
  const begun = lanes.reduce((sum, lane) => sum + lane.begun, 0);
  const stretch = `in ${formatMs(held.to - held.from)} without a quorum`;
  if (acknowledged.length > 0) {
    const named = acknowledged.map(({ id, sample }) => `${id} by ${backendOf(sample, timeline.backends)}`);
    return {
      outcome: "fail",
      summary: `${acknowledged.length} of ${counted(begun, "attempt")} acknowledged ${stretch}: ${listing([...new Set(named)])}`,
      marks: acknowledged.slice(0, 20).map(({ id, sample }) => ({
        from: sample.started,
        to: sample.ended,
        text: `${id} acknowledged by ${backendOf(sample, timeline.backends)}`,
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
