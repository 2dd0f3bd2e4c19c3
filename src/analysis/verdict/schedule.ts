import { formatMs } from "../../model/duration.ts";
import type { EventOf } from "../../model/event.ts";
import type { Scope } from "../../model/guarantee.ts";
import type { Sample } from "../../model/sample.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { counted, listing } from "../statistics/format.ts";
import { assume } from "./assume.ts";
import { judgedReadings } from "./disturbances.ts";
import { onTime } from "./machine/on-time.ts";
import { quickLoop } from "./machine/quick-loop.ts";

const leastShare = 0.98;

/** Whether the prober did what it was to do: its schedule, its own delays and its self-probe. */
export function scheduleAssumptions(facts: Facts, scopes: readonly Scope[]): Assumption[] {
  return [
    onTime(facts, scopes),
    nothingMissed(facts),
    nothingCapped(facts, scopes),
    quickLoop(facts, scopes),
    selfProbe(facts, scopes),
  ];
}

/** All lanes are probed in the same time; a lane with fewer attempts than its period allows in it has a hole. */
function nothingMissed(timeline: Timeline): Assumption {
  const name = "every lane made its attempts: at least 98 %";
  const [from, to] = probedTime(timeline);
  const short = timeline.tracks.flatMap(({ lane, samples }) => {
    // One period of either end may fall outside by the lane's offset and random phase.
    const due = Math.floor((to - from) / lane.periodMs) - 2;
    return samples.length < due * leastShare ? [`${lane.id}: ${samples.length} of ${due}`] : [];
  });
  if (timeline.tracks.length === 0) return assume(name, false, "there was no lane");
  return assume(name, short.length === 0, short.length === 0 ? `in ${formatMs(to - from)} of probing` : listing(short));
}

function probedTime(timeline: Timeline): [number, number] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  const look = (sample: Sample | undefined) => {
    if (sample === undefined) return;
    from = Math.min(from, sample.scheduled);
    to = Math.max(to, sample.scheduled);
  };
  for (const { samples } of timeline.tracks) {
    look(samples[0]);
    look(samples.at(-1));
  }
  return from <= to ? [from, to] : [0, 0];
}

function nothingCapped(facts: Facts, scopes: readonly Scope[]): Assumption {
  const [judged, elsewhere] = countBoth(facts, scopes, ({ dropped }) => dropped);
  const words = judged === 0 ? "none was" : `${counted(judged, "attempt")} not made`;
  return assume("no attempt was left out because too many were open", judged === 0, words + elsewhere);
}

function selfProbe(facts: Facts, scopes: readonly Scope[]): Assumption {
  const [judged, elsewhere] = countBoth(facts, scopes, ({ selfProbeFailures }) => selfProbeFailures);
  const words = judged === 0 ? "it did" : `${counted(judged, "failure")}: the probing side was disturbed`;
  return assume("the self-probe on this machine always answered", judged === 0, words + elsewhere);
}

type Figures = Pick<EventOf<"prober-health">, "dropped" | "selfProbeFailures">;

/** What the readings that touch a judgement add up to, and words for what lies outside of all judgements. */
function countBoth(facts: Facts, scopes: readonly Scope[], pick: (figures: Figures) => number): [number, string] {
  const sum = (figures: readonly Figures[]) => figures.reduce((total, one) => total + pick(one), 0);
  const judged = sum(judgedReadings(facts, scopes));
  const others = sum(facts.eventsOf("prober-health")) - judged;
  return [judged, others === 0 ? "" : `; ${others} outside of every judged stretch`];
}
