import { counted } from "../../analysis/statistics/format.ts";
import { inconclusive, type Judgement } from "../../model/guarantee.ts";
import { worst } from "../../model/outcome.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import { liesIn } from "./held-stretch.ts";
import { judgeBounds } from "./limits.ts";

/** Fewer attempts of a lane while it must be out show nothing. */
const fewestAttempts = 20;
/** So many successes in a row show that a lane is back for good. */
const successesInARow = 10;

/** When lanes must be out, and since when they come back; milliseconds of the run. */
interface OutAndBack {
  readonly from: number;
  readonly to: number;
  /** When they were out, in words: "while kill was held". */
  readonly meanwhile: string;
  /** What brings them back acted between these moments. */
  readonly back: { readonly from: number; readonly to: number };
  /** After what, in words: "the healing". */
  readonly after: string;
}

/**
 * Whether these lanes have no success in a time, and are back soon after it; the worst of them tells. A busy machine can
 * keep lanes out, but it makes no return earlier and answers nothing: so a pass, and a lane that was not out, looked at that
 * time alone.
 */
export function judgeOutAndBack(tracks: readonly LaneTrack[], out: OutAndBack, limitMs: number): Judgement {
  const lanes = tracks.map((track) => judgeLane(track, out, limitMs));
  const outcome = worst(lanes.map((lane) => lane.outcome));
  const telling = lanes.find((lane) => lane.outcome === outcome) as Judgement;
  const mosts = lanes.map((lane) => lane.measuredMs?.[1] ?? null);
  return {
    outcome,
    summary: `${outcome === "pass" ? `${counted(lanes.length, "lane")} out and back; ` : ""}${telling.summary}`,
    measuredMs: [
      Math.max(...lanes.map((lane) => lane.measuredMs?.[0] ?? 0)),
      mosts.includes(null) ? null : Math.max(...mosts.map(Number)),
    ],
    marks: lanes.flatMap((lane) => lane.marks),
    ...(outcome === "pass" ? { looked: timeOf(out) } : { looked: telling.looked }),
  };
}

function timeOf({ from, to }: OutAndBack): Judgement["looked"] {
  return { from, to };
}

function judgeLane(track: LaneTrack, out: OutAndBack, limitMs: number): Judgement {
  const { lane } = track;
  // Extra attempts too: one that succeeded did so while it must be out.
  const begun = track.all.filter((sample) => sample.started > out.from && sample.started < out.to);
  const answered = begun.filter((sample) => sample.outcome === "ok" && liesIn(sample, out));
  if (answered.length > 0) {
    const summary = `${lane.id} was not out: ${answered.length} of ${counted(begun.length, "attempt")} succeeded ${out.meanwhile}`;
    const marks = answered.slice(0, 5).map(({ started, ended }) => ({ from: started, to: ended, text: summary }));
    return { outcome: "fail", summary, marks, looked: timeOf(out) };
  }
  if (begun.length < fewestAttempts)
    return inconclusive(`${lane.id}: ${counted(begun.length, "attempt")} while it had to be out show nothing`);
  return judgeReturn(track, out, begun.length, limitMs);
}

/** What brings a lane back acted between two moments; it is back with the first of ten successes in a row. */
function judgeReturn({ lane, samples }: LaneTrack, out: OutAndBack, attempts: number, limitMs: number): Judgement {
  const after = samples.filter((sample) => sample.started >= out.back.from);
  const back = after.findIndex((_, index) => {
    const row = after.slice(index, index + successesInARow);
    return row.length === successesInARow && row.every(({ outcome }) => outcome === "ok");
  });
  const lastFailed = after.slice(0, back < 0 ? after.length : back).findLast(({ outcome }) => outcome !== "ok");
  const atLeastMs = Math.max(0, (lastFailed?.started ?? 0) - out.back.to);
  const atMostMs = back < 0 ? null : (after[back]?.ended ?? 0) - out.back.from;
  const outcome = judgeBounds([atLeastMs, atMostMs], limitMs);
  const told = `${atMostMs === null ? "not back" : "back"} after ${out.after}`;
  return {
    outcome,
    summary: `${lane.id}: none of ${counted(attempts, "attempt")} succeeded ${out.meanwhile}, ${told}`,
    measuredMs: [Math.min(atLeastMs, atMostMs ?? atLeastMs), atMostMs],
    marks: outcome === "pass" ? [] : [{ from: out.back.from, to: after[back]?.ended, text: `${lane.id} ${told}` }],
  };
}
