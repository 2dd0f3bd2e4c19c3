import type { EventOf } from "../../model/event.ts";
import type { Scope } from "../../model/guarantee.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { counted } from "../statistics/format.ts";
import { ascending, quantile } from "../statistics/statistics.ts";
import { assume } from "./assume.ts";
import { judgedReadings, loopDelayMs } from "./disturbances.ts";
import type { Spread } from "./late-starts.ts";

const lateP99Ms = 20;

/**
 * Whether the prober did what it was to do: its schedule, its own delays and its self-probe, on a machine with CPU to
 * spare.
 */
export function scheduleAssumptions(facts: Facts, scopes: readonly Scope[]): Assumption[] {
  return [
    onTime(facts.lateStarts()),
    nothingCapped(facts, scopes),
    quickLoop(facts, scopes),
    selfProbe(facts, scopes),
    machineFree(facts),
  ];
}

/** A machine is saturated in a second in which this share of its CPU time was in use. */
const saturatedShare = 0.97;
/**
 * It is as well in a second in which the harness had to wait for a CPU for this share of the time in which it wanted
 * one: work at low priority, which counts as no use, holds up a cluster all the same where there is much of it.
 * Measured on 2 cores: a cluster alone 0.37 to 0.49 (median of a run's seconds), with compilers beside it at low
 * priority 0.81 to 0.94.
 */
const waitingShare = 0.8;
/** Share of a run's seconds that may be saturated: a cluster of seven nodes on 2 cores has bursts after each fault. */
const saturatedSeconds = 0.5;

/** Where cluster and probes share a machine, a machine at its limit is what is measured, not the cluster. */
function machineFree(facts: Facts): Assumption {
  const name = `this machine had CPU to spare: saturated in at most ${100 * saturatedSeconds} % of the seconds`;
  const seconds = facts.eventsOf("prober-health").filter(({ machineCpuShare }) => machineCpuShare !== undefined);
  if (seconds.length === 0) return assume(name, true, "not measured in this journal");
  const used = seconds.filter(({ machineCpuShare = 0 }) => machineCpuShare >= saturatedShare);
  const waited = seconds.filter(({ cpuWaitShare = 0 }) => cpuWaitShare >= waitingShare);
  const saturated = new Set([...used, ...waited]).size;
  const words = `saturated in ${saturated} of ${counted(seconds.length, "second")} (in use ${used.length}, waited for ${waited.length})`;
  return assume(name, saturated / seconds.length <= saturatedSeconds, words);
}

function onTime(late: Spread): Assumption {
  const name = `attempts started on schedule: 99 % at most ${lateP99Ms} ms late`;
  if (late === null) return assume(name, false, "there was no attempt");
  return assume(name, late.p99 <= lateP99Ms, `p50 ${late.p50} ms, p99 ${late.p99} ms, latest ${late.max} ms`);
}

function nothingCapped(facts: Facts, scopes: readonly Scope[]): Assumption {
  const [judged, elsewhere] = countBoth(facts, scopes, ({ dropped }) => dropped);
  const words = judged === 0 ? "none was" : `${counted(judged, "attempt")} not made`;
  return assume("no attempt was left out because too many were open", judged === 0, words + elsewhere);
}

/** The delay is read once a second; a single bad second among a hundred does not spoil a run. */
function quickLoop(facts: Facts, scopes: readonly Scope[]): Assumption {
  const name = `the probes' event loop was free: delay p99 at most ${loopDelayMs} ms`;
  const readings = ascending(judgedReadings(facts, scopes).map((reading) => reading.loopDelayP99Ms));
  if (readings.length === 0) return assume(name, false, "it was not measured");
  const p99 = quantile(readings, 0.99);
  return assume(name, p99 <= loopDelayMs, `p99 ${p99.toFixed(1)} ms over ${counted(readings.length, "reading")}`);
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
