import fc from "fast-check";
import { matchesLane } from "../../../src/analysis/timeline/lane-patterns.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { answered, failed, spans, withSamples } from "../law/changes.ts";
import { defineLaw, same } from "../law/law.ts";
import type { LawCase } from "../law/law-case.ts";

/** Writes date what observers see, and are what watches must tell: they are looked at by more than they are named by. */
const lookedAt: readonly string[] = ["write", "etcd-status"];

/** So long after a stretch nothing may fail for what comes later to be beyond it, milliseconds. */
const apartMs = 2_600;

/**
 * Attempts of lanes that the promise does not name, and those of its own lanes well after its stretch, come to
 * something else.
 */
export default defineLaw({
  sentence: "What a promise does not cover changes nothing.",
  concerns: (_, { lanes }) => lanes.length > 0,
  choices: fc.record({ after: fc.boolean(), lane: fc.nat(9), span: spans, every: fc.integer({ min: 1, max: 3 }) }),
  change(run, { after, lane, span, every }) {
    const begin = after ? beyond(run) : 0;
    const lanes = after ? run.covered : others(run);
    if (begin === undefined || lanes.length === 0) return undefined;
    const from = begin + span.from * (run.timeline.endedAt - begin);
    const wanted = lanes[lane % lanes.length];
    let seen = 0;
    const isHit = (sample: Sample) =>
      sample.lane === wanted && sample.started >= from && sample.started < from + span.lengthMs && seen++ % every === 0;
    const changed = withSamples(run.journal, (sample) =>
      isHit(sample) ? (sample.outcome === "ok" ? failed(sample) : answered(sample)) : sample,
    );
    return seen === 0 ? undefined : { after: changed };
  },
  allowed: same,
});

/** Lanes that the promise does not name, and that nothing else is told by. */
function others({ lanes, scope }: LawCase): number[] {
  return lanes
    .filter(({ id, operation }) => !lookedAt.includes(operation) && !scope.lanes.some((one) => matchesLane(one, id)))
    .map(({ index }) => index);
}

/** Since when attempts are beyond the stretch; undefined where that reaches the end, or where failures follow it. */
function beyond({ timeline, scope, covered }: LawCase): number | undefined {
  const fault = timeline.faults.find(({ id }) => id === scope.stretch?.replace(/:held$/, ""));
  const end = scope.stretch?.endsWith(":held") ? fault?.healingAt : fault?.steadyAt;
  if (end === undefined || fault !== timeline.faults.at(-1)) return undefined;
  const between = timeline.tracks
    .filter(({ lane }) => covered.includes(lane.index))
    .flatMap(({ all }) => all.filter(({ started, ended }) => ended >= end - apartMs && started < end + apartMs));
  return between.every(({ outcome, started, ended }) => outcome === "ok" && ended - started < apartMs / 2)
    ? end + apartMs
    : undefined;
}
