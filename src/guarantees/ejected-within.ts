import { z } from "zod";
import { resolveLimit } from "../analysis/bounds.ts";
import { describeLimit } from "../analysis/limits.ts";
import { duringParam, lanesParam, limitParam } from "../analysis/parameters.ts";
import { inconclusive, selectLanes } from "../analysis/selection.ts";
import { belongs } from "../analysis/windows.ts";
import { counted } from "../analysis/words.ts";
import { formatMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";
import type { Sample } from "../model/sample.ts";
import type { FaultRecord, Timeline } from "../model/timeline.ts";

/** So many successes after the last failure show that it was over: with one backend of three dead, chance gives them once in 57 times. */
const successesThatShowIt = 10;

const params = z.strictObject({ lanes: lanesParam.default("*/lb/new"), during: duringParam, limit: limitParam });
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
    const { fault } = selection.window;
    if (fault === undefined) return inconclusive(`"${wanted.during}" is not the stretch of a fault`);
    // After the heal the node comes back; failures then are not the load balancer's detection.
    const to = Math.min(selection.window.to, fault.healingAt ?? Number.POSITIVE_INFINITY);
    const samples = selection.tracks
      .flatMap((track) => track.samples.filter((sample) => belongs(sample, { from: selection.window.from, to })))
      .toSorted((a, b) => a.started - b.started);
    return { ...judgeEjection(samples, fault, timeline, limit.limitMs), ...limit };
  },
};
export default definition;

function judgeEjection(samples: readonly Sample[], fault: FaultRecord, timeline: Timeline, limitMs: number): Judgement {
  if (samples.length === 0) return inconclusive("no attempt was made");
  const target = fault.nodes.join(", ");
  const failures = samples.filter((sample) => sample.outcome !== "ok" && mayHaveMet(sample, fault, timeline));
  const last = failures.at(-1);
  if (last === undefined) {
    const summary = `${counted(samples.length, "new connection")}, none failed at ${target}`;
    return { outcome: "pass", summary, measuredMs: [0, 0], marks: [] };
  }
  const afterwards = samples.filter((sample) => sample.started > last.started && sample.outcome === "ok");
  const next = afterwards.length >= successesThatShowIt ? afterwards[0] : undefined;
  const injectingAt = fault.injectingAt ?? 0;
  const atLeastMs = Math.max(0, last.started - (fault.activeAt ?? last.started));
  const atMostMs = next === undefined ? null : next.started - injectingAt;
  const outcome = atLeastMs > limitMs ? "fail" : atMostMs !== null && atMostMs <= limitMs ? "pass" : "inconclusive";
  const open = next === undefined ? "; too few successes after it to tell that it was the last" : "";
  return {
    outcome,
    summary:
      `${failures.length} of ${counted(samples.length, "new connection")} failed at ${target} or unknown, ` +
      `the last ${formatMs(Math.max(0, last.started - injectingAt))} after the injection${open}`,
    measuredMs: [atLeastMs, atMostMs],
    marks: [{ from: injectingAt, to: last.started, text: `new connections still met ${target}` }],
  };
}

/** A failure without a certificate may have met any backend, so it counts as possibly the target. */
function mayHaveMet(sample: Sample, fault: FaultRecord, timeline: Timeline): boolean {
  const backend = sample.backend === undefined ? undefined : timeline.backends[sample.backend];
  return backend === undefined || fault.nodes.includes(backend);
}
