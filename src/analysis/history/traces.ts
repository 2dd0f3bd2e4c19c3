import type { Sample, SampleOutcome } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import type { Span } from "../timeline/span.ts";
import { liesIn } from "./epochs.ts";
import { deletes, kindOf } from "./kinds.ts";
import type { Trace } from "./read-backs.ts";

/** The attempts of a run whose traces can be looked for at the end, by what they came to. */
export interface AttemptTraces {
  readonly acknowledged: readonly Trace[];
  readonly refused: readonly Trace[];
  readonly lost: readonly Trace[];
  readonly deleted: readonly Trace[];
}

/**
 * Finds what attempts should have left behind at the end, or should not have. What was acknowledged before the last
 * epoch may have been taken back by a restore; what was refused is not there whatever was restored.
 */
export function tracesOf(tracks: readonly LaneTrack[], last: Span): AttemptTraces {
  const writes = tracks.filter(({ lane }) => kindOf(lane.operation) === "write");
  const transient = tracks.filter(({ lane }) => deletes(lane.operation));
  const of = (some: readonly LaneTrack[], outcome: SampleOutcome) =>
    some.flatMap(({ lane, all }) =>
      all.flatMap((sample) => (sample.outcome === outcome ? traceOf(lane.id, sample) : [])),
    );
  const isLast = (trace: Trace) => liesIn(trace, last);
  return {
    acknowledged: of(writes, "ok").filter(isLast),
    refused: of(writes, "failed"),
    lost: of(writes, "unknown").filter(isLast),
    deleted: of(transient, "ok").filter(isLast),
  };
}

/** "object token" of a write, the object's name of one that was made and deleted. */
function traceOf(lane: string, { detail, started, ended }: Sample): Trace[] {
  const [object, token = ""] = detail?.split(" ") ?? [];
  return object === undefined ? [] : [{ lane, object, token, from: started, to: ended }];
}
