import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import { deriveLimit } from "../analysis/limits/derived-limits.ts";
import { durationParam, faultParam, lanesParam } from "../analysis/limits/parameters.ts";
import { describeBounds, listing } from "../analysis/statistics/format.ts";
import type { Stretch } from "../analysis/timeline/stretches.ts";
import { formatMs, toMs } from "../model/duration.ts";
import type { Outage } from "../model/figures.ts";
import { derivedLimitNameSchema, inconclusive, type Judgement } from "../model/guarantee.ts";
import { worst } from "../model/outcome.ts";
import type { Settings } from "../model/settings.ts";
import type { LaneTrack } from "../model/timeline.ts";
import { between, heldFault, refused } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { longestOutageIn, untilEnded } from "./kit/lane-outages.ts";
import { namesOf, selectLanes } from "./kit/lanes.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

const params = z.strictObject({
  lanes: lanesParam,
  /** The fault that takes the only way away. */
  during: faultParam,
  /** Of which of the cluster's own limits the shortest time that is expected is meant. */
  expected: z.strictObject({ derived: derivedLimitNameSchema }),
  /** How much shorter it may be measured: attempts in between begin and end at their own times. */
  less: durationParam.default("500ms"),
});
type Wanted = z.output<typeof params>;

const definition = defineGuarantee({
  name: "outage-at-least",
  summary: "An outage lasts for as long as the cluster's own settings make it last.",
  about: "time",
  brokenBy: "answers",
  slownessHelps: () => true,
  covers: "It covers the longest outage of each of these lanes that touches the stretch.",
  leavesOut: "It leaves out how long it may last at most, because max-outage says that.",
  params,
  describe: (wanted, settings) =>
    `${namesOf(wanted)} out for at least ${describeLeast(wanted, settings)} (${wanted.during})`,
  plainly: ({ lanes }) => ({
    held: `${clientsOf(lanes)} stopped for as long as the settings make it last`,
    broken: `${clientsOf(lanes)} came back sooner than the settings let one expect`,
    measured: `${clientsOf(lanes)} stopped for {time}`,
  }),
  judge(wanted, facts) {
    const { tracks, stretch } = selectLanes(wanted, facts);
    const expectedMs = expectedOf(wanted, facts.settings);
    if (expectedMs === undefined) return inconclusive("the cluster's settings are not known, so nothing is expected");
    const lanes = tracks.map((track) => ({ track, outage: longestOutageIn(track, stretch) }));
    const judged = lanes.map(({ track, outage }) =>
      judgeLane(track, outage, { stretch, facts, leastMs: expectedMs[0] }),
    );
    const outcome = worst(judged.map((one) => one.outcome));
    const telling = judged.find((one) => one.outcome === outcome) as Judgement;
    return {
      ...telling,
      expectedMs,
      marks: judged.flatMap(({ marks }) => marks),
      ...(outcome === "pass" ? { looked: untilEnded(stretch, lanes) } : {}),
    };
  },
  stories,
});
export default definition;

/**
 * Promises that these lanes are out for as long as the cluster's own settings make an outage last: one that was shorter
 * is not of those settings, or not through what was broken. For what is to show how long that is.
 */
export const outageAtLeast = definition.spec;

/** The shortest outage that counts and the longest that is expected; undefined where settings are not known. */
function expectedOf({ expected, less }: Wanted, settings: Settings | undefined): readonly [number, number] | undefined {
  const derived = settings && deriveLimit(expected.derived, settings);
  return derived && [Math.max(0, derived.expectedMs[0] - toMs(less)), derived.expectedMs[1]];
}

function describeLeast(wanted: Wanted, settings: Settings | undefined): string {
  const expectedMs = expectedOf(wanted, settings);
  return expectedMs === undefined
    ? `what ${wanted.expected.derived} lets one expect`
    : `${formatMs(expectedMs[0])}, what ${wanted.expected.derived} lets one expect less ${formatMs(toMs(wanted.less))}`;
}

/** Where an outage is looked for, and how long it is at least. */
interface Wish {
  readonly stretch: Stretch;
  readonly facts: Facts;
  readonly leastMs: number;
}

function judgeLane(track: LaneTrack, outage: Outage | undefined, { stretch, facts, leastMs }: Wish): Judgement {
  const { id } = track.lane;
  // A longer one may lie where nobody looked.
  const hidden = facts.coverageOf(track, stretch, leastMs).map(({ reason }) => reason);
  const measuredMs = [outage?.atLeastMs ?? 0, outage === undefined ? 0 : outage.atMostMs] as const;
  const summary = outage === undefined ? `${id} was never out` : `${id} out for ${describeBounds(measuredMs)}`;
  const marks = outage === undefined ? [] : [{ from: outage.from, to: outage.to ?? undefined, text: summary }];
  if (measuredMs[0] >= leastMs) return { outcome: "pass", summary, measuredMs, marks: [] };
  if (measuredMs[1] === null || measuredMs[1] >= leastMs)
    return { outcome: "inconclusive", summary, measuredMs, marks };
  if (hidden.length > 0)
    return { outcome: "inconclusive", summary: `${summary}; ${listing(hidden)}`, measuredMs, marks };
  return { outcome: "fail", summary: `${summary}, expected at least ${formatMs(leastMs)}`, measuredMs, marks };
}

function stories(): Stories {
  const outUntil = (until: number): Story => ({
    lanes: ["write/api/new"],
    guarantees: [outageAtLeast({ lanes: "write/api/new", during: "held", expected: { derived: "etcd-election" } })],
    fault: heldFault,
    fate: between(4_050, until, refused),
  });
  return { pass: outUntil(6_050), fail: outUntil(4_050), inconclusive: outUntil(4_350) };
}
