import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { duringParam, lanesParam, limitParam } from "../analysis/limits/parameters.ts";
import { type Ejection, measureEjection } from "../analysis/outages/ejection.ts";
import { counted } from "../analysis/statistics/format.ts";
import { inconclusive, selectLanes } from "../analysis/timeline/selection.ts";
import { formatMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";
import type { FaultRecord } from "../model/timeline.ts";

const params = z.strictObject({ lanes: lanesParam.default("*/api/new"), during: duringParam, limit: limitParam });
type Params = z.infer<typeof params>;

/** Promises that the load balancer soon stops sending new connections to the node that a fault hit. */
export function ejectedWithin(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "ejected-within", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "ejected-within",
  params: params as unknown as z.ZodType<Params>,
  about: "time",
  describe: ({ lanes, during, limit }, settings) =>
    `${[lanes].flat().join(", ")}: new connections stop meeting the target of ${during} within ${describeLimit(limit, settings)}`,
  judge(wanted, timeline) {
    const selection = selectLanes(wanted, timeline);
    if ("outcome" in selection) return selection;
    const limit = resolveLimit(wanted.limit, timeline.settings);
    if (limit === undefined) return inconclusive("the cluster's settings are not known, so there is no limit");
    const { fault } = selection.stretch;
    if (fault === undefined) return inconclusive(`"${wanted.during}" is not the stretch of a fault`);
    const samples = selection.tracks.flatMap((track) => track.samples);
    const ejection = measureEjection(samples, selection.stretch, fault, timeline);
    return { ...judgeEjection(ejection, fault, limit.limitMs), ...limit };
  },
};
export default definition;

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
