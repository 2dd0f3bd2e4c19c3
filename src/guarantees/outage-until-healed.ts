import { z } from "zod";
import { durationParam, faultParam, lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { toMs } from "../model/duration.ts";
import { between, heldFault, refused } from "../stories/fates.ts";
import type { Attempt, Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { heldStretch } from "./kit/held-stretch.ts";
import { namesOf, selectLanes } from "./kit/lanes.ts";
import { describeLimit, limitOf } from "./kit/limits.ts";
import { judgeOutAndBack } from "./kit/out-and-back.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

const params = z.strictObject({
  lanes: lanesParam,
  /** The fault that takes the only way away. */
  during: faultParam,
  /** How soon after the healing the lanes are back. */
  limit: limitParam,
  /** What the fault gets to settle after its proof. */
  settle: durationParam.default("0s"),
});

const definition = defineGuarantee({
  name: "outage-until-healed",
  summary: "A single point of failure is out while its fault is held, and soon back.",
  about: "time",
  brokenBy: "answers",
  slownessHelps: () => true,
  fromHealing: true,
  covers:
    "It covers attempts that lie whole in the time in which the fault is held, extra ones too, and the return after its healing.",
  leavesOut:
    "It leaves out the time that the fault gets to settle, because it need not act fully yet; attempts that reach over its ends, because they may have met either state.",
  params,
  describe: ({ lanes, during, limit }, settings) =>
    `${namesOf({ lanes })}: single point of failure, out while ${during} is held and back within ${describeLimit(limit, settings)}`,
  plainly: ({ lanes }) => ({
    held: `${clientsOf(lanes)} stopped while the fault was held, and came back in time`,
    broken: `${clientsOf(lanes)} did not stop while the fault was held, or did not come back in time`,
    measured: `${clientsOf(lanes)} came back {time} after the fault was over`,
  }),
  judge(wanted, facts) {
    const held = heldStretch(wanted.during, facts, toMs(wanted.settle));
    const selection = selectLanes(wanted, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    const { fault, healingAt } = held;
    const out = {
      from: held.from,
      to: held.to,
      meanwhile: `while ${fault.id} was held`,
      // The healing acted between its beginning and its proof.
      back: { from: healingAt, to: fault.healedAt ?? Number.POSITIVE_INFINITY },
      after: "the healing",
    };
    return { ...judgeOutAndBack(selection.tracks, out, limit.limitMs), ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises what a single point of failure must show: these lanes have no success while the fault is held, and are back
 * soon after its healing. A lane that goes on is not through what was broken, so this breaks then too.
 */
export const outageUntilHealed = definition.spec;

function stories(): Stories {
  const alone = (until: number, also?: (attempt: Attempt) => boolean): Story => ({
    lanes: ["write/api/new", "cached-read/api/new"],
    guarantees: [outageUntilHealed({ lanes: "*/api/new", during: "held", limit: "2s" })],
    fault: heldFault,
    fate: between(4_000, until, refused, also),
  });
  return {
    pass: alone(9_900),
    fail: alone(9_900, ({ lane }) => !lane.startsWith("cached")),
    inconclusive: alone(10_900),
  };
}
