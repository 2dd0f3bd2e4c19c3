import { formatMs } from "../../model/duration.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { counted, listing } from "../statistics/format.ts";
import { type ClockStep, clockLooks, clockSteps } from "../timeline/engine-clock.ts";
import { assume } from "./assume.ts";

const name = "the clock of the engine's machine went on as this machine's did";

/**
 * Whether one of the two machines stood still, as those do that sleep, or the engine's had its clock set: what nobody
 * answered then is not the cluster's, and what Kubernetes dated is not known. None where nobody looked twice.
 */
export function engineClockKept(facts: Pick<Facts, "eventsOf">): Assumption[] {
  const looks = clockLooks(facts);
  if (looks.length < 2) return [];
  const steps = clockSteps(looks);
  const told = steps.length === 0 ? `it did at ${counted(looks.length, "look")}` : listing(steps.map(describe));
  return [assume(name, steps.length === 0, told)];
}

/** A monotonic clock does not count the time for which its machine sleeps, where that is Linux. */
function describe({ from, to, byMs }: ClockStep): string {
  const [way, why] =
    byMs < 0
      ? ["fell behind", "that machine stood still, or its clock was set back"]
      : ["ran ahead", "this machine stood still, or that clock was set forward"];
  return `it ${way} by ${formatMs(Math.abs(byMs))} or more between ${formatMs(from)} and ${formatMs(to)} (${why})`;
}
