import type { EventOf } from "../../model/event.ts";
import type { Scope } from "../../model/guarantee.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { counted } from "../statistics/format.ts";
import { assume } from "./assume.ts";
import { judgedReadings } from "./disturbances.ts";
import { onTime } from "./machine/on-time.ts";
import { quickLoop } from "./machine/quick-loop.ts";

/** What is assumed of the probes' own limit, and of the machine's answers to itself. */
export const nothingCappedName = "no attempt was left out because too many were open";
export const selfProbeName = "the self-probe on this machine always answered";

/** Whether the prober did what it was to do: its schedule, its own delays and its self-probe. */
export function scheduleAssumptions(facts: Facts, scopes: readonly Scope[]): Assumption[] {
  return [onTime(facts, scopes), nothingCapped(facts, scopes), quickLoop(facts, scopes), selfProbe(facts, scopes)];
}

function nothingCapped(facts: Facts, scopes: readonly Scope[]): Assumption {
  const [judged, elsewhere] = countBoth(facts, scopes, ({ dropped }) => dropped);
  const words = judged === 0 ? "none was" : `${counted(judged, "attempt")} not made`;
  return assume(nothingCappedName, judged === 0, words + elsewhere);
}

function selfProbe(facts: Facts, scopes: readonly Scope[]): Assumption {
  const [judged, elsewhere] = countBoth(facts, scopes, ({ selfProbeFailures }) => selfProbeFailures);
  const words = judged === 0 ? "it did" : `${counted(judged, "failure")}: the probing side was disturbed`;
  return assume(selfProbeName, judged === 0, words + elsewhere);
}

type Figures = Pick<EventOf<"prober-health">, "dropped" | "selfProbeFailures">;

/** What the readings that touch a judgement add up to, and words for what lies outside of all judgements. */
function countBoth(facts: Facts, scopes: readonly Scope[], pick: (figures: Figures) => number): [number, string] {
  const sum = (figures: readonly Figures[]) => figures.reduce((total, one) => total + pick(one), 0);
  const judged = sum(judgedReadings(facts, scopes));
  const others = sum(facts.eventsOf("prober-health")) - judged;
  return [judged, others === 0 ? "" : `; ${others} outside of every judged stretch`];
}
