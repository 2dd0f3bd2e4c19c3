import type { Scope } from "../../../model/guarantee.ts";
import type { Assumption } from "../../../model/verdict.ts";
import type { Facts } from "../../facts/facts.ts";
import { counted, listing } from "../../statistics/format.ts";
import { ascending, quantile } from "../../statistics/statistics.ts";
import { assume } from "../assume.ts";
import { judgedReadings, judgedStretches } from "../disturbances.ts";
import { judgedTime, type Reading, readingsIn, readingsOf, stretchOf } from "./judged-time.ts";
import { loopDelayMs } from "./limits.ts";
import { worstMean } from "./worst-window.ts";

/** A stretch of an hour has hundreds of seconds of which 99 % tell nothing: its worst ten are asked by themselves. */
const worstMs = 10_000;

/** What is assumed of it. */
export const quickLoopName = `the probes' event loop was free: delay p99 at most ${loopDelayMs} ms`;

/**
 * Whether the probes' event loop was free in each judged stretch. The delay is read once a second; a single bad second
 * among a hundred does not spoil a stretch, one that is bad enough for ten does.
 */
export function quickLoop(facts: Facts, scopes: readonly Scope[]): Assumption {
  const name = quickLoopName;
  const all = judgedReadings(facts, scopes);
  if (all.length === 0) return assume(name, false, "it was not measured");
  const judged = judgedStretches(facts, scopes);
  const readings = readingsOf(facts);
  const late = (judged.length === 0 ? [stretchOf(facts, {})] : judged).flatMap((stretch) => {
    const why = whyLate(readingsIn(readings, judgedTime(facts, stretch)));
    return why === undefined ? [] : [`${stretch.name}: ${why}`];
  });
  const told = `p99 ${p99Of(all).toFixed(1)} ms over ${counted(all.length, "reading")}`;
  return assume(name, late.length === 0, late.length === 0 ? told : listing(late));
}

function whyLate(readings: readonly Reading[]): string | undefined {
  if (readings.length === 0) return "it was not measured";
  const p99 = p99Of(readings);
  if (p99 > loopDelayMs) return `p99 ${p99.toFixed(1)} ms over ${counted(readings.length, "reading")}`;
  const mean = worstMean(readings, worstMs, ({ loopDelayP99Ms }) => loopDelayP99Ms);
  return mean > loopDelayMs ? `${mean.toFixed(0)} ms in its worst ${worstMs / 1_000} s` : undefined;
}

function p99Of(readings: readonly Reading[]): number {
  return quantile(ascending(readings.map((reading) => reading.loopDelayP99Ms)), 0.99);
}
