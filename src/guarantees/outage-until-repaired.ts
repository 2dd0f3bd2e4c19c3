import { z } from "zod";
import { faultParam, lanesParam, limitParam, workParam } from "../analysis/limits/parameters.ts";
import type { EventOf } from "../model/event.ts";
import { inconclusive } from "../model/guarantee.ts";
import { between, down } from "../stories/fates.ts";
import type { Attempt, Stories, Story } from "../stories/story.ts";
import { workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { namesOf, selectLanes } from "./kit/lanes.ts";
import { describeLimit, limitOf } from "./kit/limits.ts";
import { judgeOutAndBack } from "./kit/out-and-back.ts";
import { clientsOf } from "./kit/plain-lanes.ts";
import { faultOf } from "./kit/stretch.ts";

const params = z.strictObject({
  lanes: lanesParam,
  /** The fault that begins it. */
  during: faultParam,
  /** The work of an operator without which it would go on; begun after the fault was proven healed. */
  repair: workParam,
  /** How soon after the work began the lanes are back. */
  limit: limitParam,
});

const definition = defineGuarantee({
  name: "outage-until-repaired",
  summary:
    "What nothing heals by itself is out until an operator's work, also when the fault is gone, and then soon back.",
  about: "time",
  brokenBy: "answers",
  slownessHelps: () => true,
  fromHealing: true,
  covers:
    "It covers attempts that lie whole between the proof of the fault and the beginning of the work, extra ones too, and the return after it.",
  leavesOut: "It leaves out attempts that reach over these moments, because they may have met either state.",
  params,
  describe: ({ lanes, during, repair, limit }, settings) =>
    `${namesOf({ lanes })}: out from ${during} until ${repair}, whatever heals meanwhile, and back within ${describeLimit(limit, settings)}`,
  plainly: ({ lanes }) => ({
    held: `${clientsOf(lanes)} stopped until an operator repaired it, and came back in time`,
    broken: `${clientsOf(lanes)} did not stop until an operator repaired it, or did not come back in time`,
    measured: `${clientsOf(lanes)} came back {time} after the repair was begun`,
  }),
  judge(wanted, facts) {
    const selection = selectLanes(wanted, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    const fault = faultOf(wanted.during, facts);
    const isRepair = ({ id }: EventOf<"procedure"> | EventOf<"procedure-done">) => id === wanted.repair;
    const begun = facts.eventsOf("procedure").find(isRepair);
    const done = facts.eventsOf("procedure-done").find((event) => isRepair(event) && event.evidence.proven);
    if (fault.activeAt === undefined || fault.active?.proven !== true)
      return inconclusive(`${fault.id} was not proven active all the time`);
    if (begun === undefined || done === undefined)
      return inconclusive(`nothing shows that "${wanted.repair}" was done`);
    // Nothing had healed yet: what came back may have done so by the healing, and nobody saw it stay out after it.
    if (fault.healedAt === undefined || fault.healed?.proven !== true || begun.at <= fault.healedAt)
      return inconclusive(`${wanted.repair} was begun before ${fault.id} was proven healed`);
    const out = {
      from: fault.activeAt,
      to: begun.at,
      meanwhile: `between ${fault.id} and ${wanted.repair}`,
      back: { from: begun.at, to: done.at },
      after: wanted.repair,
    };
    return { ...judgeOutAndBack(selection.tracks, out, limit.limitMs), ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises what must show where a cluster cannot heal itself: these lanes are out from a fault until an operator's work,
 * also after the fault is gone, and back within a limit of its beginning. A lane that comes back by itself breaks this.
 */
export const outageUntilRepaired = definition.spec;

function stories(): Stories {
  // Repaired from 10.8 to 11 s: the node is back long before.
  const repaired = (until: number, also?: (attempt: Attempt) => boolean): Story =>
    workerHit({
      durationMs: 16_000,
      lanes: ["workload-http/worker2/new", "workload-http/worker3/new"],
      guarantees: [
        outageUntilRepaired({ lanes: "workload-http/*/new", during: "held", repair: "repair", limit: "2s" }),
      ],
      events: [
        {
          type: "procedure",
          at: 10_800,
          id: "repair",
          procedure: "bypass-webhook",
          description: "webhook set to fail open",
          target: "control plane 1",
          nodes: ["control-plane"],
          actions: [],
        },
        { type: "procedure-done", at: 11_000, id: "repair", evidence: { proven: true, detail: "a pod is admitted" } },
      ],
      fate: between(4_050, until, { ...down, latencyMs: 5 }, also),
    });
  return {
    pass: repaired(11_300),
    fail: repaired(11_300, ({ lane, at }) => !lane.includes("worker3") || at < 8_000),
    inconclusive: repaired(12_900),
  };
}
