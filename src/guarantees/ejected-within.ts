import { z } from "zod";
import { duringParam, lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { type Ejection, measureEjection } from "../analysis/outages/ejection.ts";
import { counted } from "../analysis/statistics/format.ts";
import { formatMs } from "../model/duration.ts";
import { inconclusive, type Judgement, type Limit } from "../model/guarantee.ts";
import type { FaultRecord } from "../model/timeline.ts";
import { atTarget, between, hang, heldFault } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { namesOf, selectLanes } from "./kit/lanes.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";

const params = z.strictObject({ lanes: lanesParam.default("*/api/new"), during: duringParam, limit: limitParam });

const definition = defineGuarantee({
  name: "ejected-within",
  summary: "The load balancer soon stops sending new connections to what a fault hit.",
  about: "time",
  covers: "It covers new connections from the injection to the healing that met the target or met nobody known.",
  leavesOut: "It leaves out failures that met another node, because the load balancer did not send them to the target.",
  params,
  describe: ({ lanes, during, limit }, settings) =>
    `${namesOf({ lanes })}: new connections stop meeting the target of ${during} within ${describeLimit(limit, settings)}`,
  plainly: () => ({
    held: "the load balancer soon sent nobody to what was hit any more",
    broken: "the load balancer went on to send clients to what was hit",
    measured: "the load balancer still sent clients to what was hit for {time}",
  }),
  judge(wanted, facts) {
    const selection = selectLanes(wanted, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    const { fault } = selection.stretch;
    if (fault === undefined) return inconclusive(`"${wanted.during}" is not the stretch of a fault`);
    const samples = selection.tracks.flatMap((track) => track.samples);
    const ejection = measureEjection(samples, selection.stretch, fault, facts);
    return { ...judgeEjection(ejection, fault, limit.limitMs), ...limit };
  },
  stories,
});
export default definition;

/** Promises that the load balancer soon stops sending new connections to the node that a fault hit. */
export const ejectedWithin = definition.spec;

function judgeEjection(
  { attempts, failures, last, boundsMs }: Ejection,
  fault: FaultRecord,
  limitMs: number,
): Judgement {
  if (attempts === 0) return inconclusive("no attempt was made");
  const target = fault.nodes.join(", ");
  if (last === undefined) {
    const summary = `${counted(attempts, "new connection")}, none failed at ${target}`;
    return { outcome: "pass", summary, measuredMs: boundsMs, marks: [] };
  }
  const injectingAt = fault.injectingAt ?? 0;
  const outcome = judgeBounds(boundsMs, limitMs);
  const open = boundsMs[1] === null ? "; too few successes after it to tell that it was the last" : "";
  return {
    outcome,
    summary:
      `${failures.length} of ${counted(attempts, "new connection")} failed at ${target} or unknown, ` +
      `the last ${formatMs(Math.max(0, last.started - injectingAt))} after the injection${open}`,
    measuredMs: boundsMs,
    marks: [{ from: injectingAt, to: last.started, text: `new connections still met ${target}` }],
  };
}

function stories(): Stories {
  const ejected = (until: number, limit: Limit = { derived: "load-balancer-ejection" }): Story => ({
    lanes: ["quorum-read/api/new", "write/api/new"],
    guarantees: [ejectedWithin({ during: "held", limit })],
    fault: heldFault,
    fate: between(4_000, until, hang, atTarget),
  });
  return { pass: ejected(7_200), fail: ejected(8_400, "3s"), inconclusive: ejected(8_790) };
}
