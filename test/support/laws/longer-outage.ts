import fc from "fast-check";
import { matchesLane } from "../../../src/analysis/timeline/lane-patterns.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import type { Journal } from "../../../src/model/journal.ts";
import type { Sample } from "../../../src/model/sample.ts";
import type { WatchTrack } from "../../../src/model/timeline.ts";
import { part, withSamples } from "../law/changes.ts";
import { defineLaw, neverBetter } from "../law/law.ts";
import type { LawCase } from "../law/law-case.ts";

/**
 * The attempts that follow a failure end as it did; what arrives on a stream after its longest silence comes later. A
 * promise of refusals promises an outage, and is not concerned; nor is one that more failures may improve, of which
 * this is a case.
 */
export default defineLaw({
  sentence: "An outage that lasts longer never improves a promise.",
  concerns: ({ about, brokenBy, exempt }, { lanes, watches }) =>
    about === "time" &&
    brokenBy !== "answers" &&
    exempt?.["more-failures"] === undefined &&
    lanes.length + watches.length > 0,
  choices: fc.record({ which: part, lengthMs: fc.integer({ min: 20, max: 5_000 }), together: fc.boolean() }),
  change(run, { which, lengthMs, together }) {
    if (run.scope.watches.length > 0) return { after: withLateArrivals(run, lengthMs) };
    const { covered } = run;
    const failures = run.journal.samples.filter(({ lane, outcome }) => covered.includes(lane) && outcome !== "ok");
    const last = failures[Math.min(failures.length - 1, Math.floor(which * failures.length))];
    if (last === undefined) return undefined;
    const isHit = (sample: Sample) =>
      (together ? covered.includes(sample.lane) : sample.lane === last.lane) &&
      sample.outcome === "ok" &&
      sample.started >= last.started &&
      sample.started < last.started + lengthMs;
    return { after: withSamples(run.journal, (sample) => (isHit(sample) ? endedLike(sample, last) : sample)) };
  },
  allowed: neverBetter,
});

function endedLike(sample: Sample, { outcome, error, backend, started, ended }: Sample): Sample {
  return { ...sample, outcome, error, backend, status: undefined, ended: sample.started + ended - started };
}

/** What arrives soon after the longest silence of each stream arrives later. */
function withLateArrivals({ journal, timeline, scope }: LawCase, lengthMs: number): Journal {
  const silences = new Map(
    timeline.watches
      .filter(({ lane }) => scope.watches.some((pattern) => matchesLane(pattern, lane.id)))
      .map((track) => [track.lane.index, endOfSilence(track)]),
  );
  const events = journal.events.map((event): JournalEvent => {
    const end = event.type === "watch" ? silences.get(event.lane) : undefined;
    if (event.type !== "watch" || end === undefined) return event;
    return {
      ...event,
      arrivals: event.arrivals.map(([at, ...rest]) => {
        const isLate = Number(at) >= end && Number(at) < end + lengthMs;
        return [isLate ? end + lengthMs : Number(at), ...rest];
      }),
    };
  });
  return { ...journal, events };
}

function endOfSilence({ arrivals }: WatchTrack): number {
  const times = arrivals.map(({ at }) => at);
  const gaps = times.slice(1).map((at, index) => ({ at, lengthMs: at - (times[index] ?? at) }));
  return gaps.toSorted((a, b) => b.lengthMs - a.lengthMs)[0]?.at ?? 0;
}
