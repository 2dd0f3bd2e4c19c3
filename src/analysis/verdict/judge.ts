import { messageOf } from "../../model/errors.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../../model/guarantee.ts";
import { exitCodes, worst } from "../../model/outcome.ts";
import type { Report } from "../../model/report.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { Verdict } from "../../model/verdict.ts";
import { slowerThanStock } from "../limits/slower-than-stock.ts";
import { stretchFiguresOf } from "../outages/figures.ts";
import { failoversOf } from "../rescheduling/failover.ts";
import { tenth } from "../statistics/statistics.ts";
import { inconclusive } from "../timeline/selection.ts";
import { eventsOf } from "../timeline/timeline.ts";
import { watchFiguresOf } from "../watch/watch-figures.ts";
import { watchFindingsOf } from "../watch/watch-findings.ts";
import { judgeAssumptions } from "./assumptions.ts";
import { findingsOf } from "./attribution.ts";
import { disturbancesOf } from "./disturbances.ts";
import { mythOf } from "./myth.ts";
import { lateStarts, scheduleAssumptions } from "./schedule.ts";

/** Guarantees by their name. */
// biome-ignore lint/suspicious/noExplicitAny: each definition has parameters of its own, checked by its own schema before use
export type Definitions = ReadonlyMap<string, GuaranteeDefinition<any>>;

/** Judges a run: assumptions first, then its guarantees; the worst of all is its outcome. The same timeline gives the same report. */
export function judge(timeline: Timeline, definitions: Definitions): Report {
  const { start } = timeline;
  const lateStartMs = lateStarts(timeline);
  const assumptions = judgeAssumptions(timeline, lateStartMs);
  const fit = scheduleAssumptions(timeline, lateStartMs).every(({ outcome }) => outcome === "pass");
  const verdicts = start.guarantees.map((spec) => judgeGuarantee(spec, timeline, definitions, fit));
  const outcome = worst([...assumptions, ...verdicts].map((part) => part.outcome));
  return {
    version: 1,
    run: start.run,
    scenario: start.scenario,
    summary: start.summary,
    startedAt: start.startedAt,
    durationMs: tenth(timeline.endedAt),
    end: timeline.end,
    outcome,
    exitCode: exitCodes[outcome],
    seed: start.seed,
    cluster: timeline.cluster ?? null,
    server: timeline.server ?? null,
    settings: timeline.settings ?? null,
    steps: start.steps,
    myth: mythOf(start.myth, outcome, verdicts),
    assumptions,
    verdicts,
    faults: timeline.faults,
    stretches: stretchFiguresOf(timeline),
    watches: watchFiguresOf(timeline),
    failovers: failoversOf(timeline),
    slowerThanStock: slowerThanStock(timeline.settings),
    findings: [...findingsOf(timeline), ...watchFindingsOf(timeline)],
    prober: proberHealthOf(timeline, lateStartMs),
    errors: eventsOf(timeline.events, "error").map((error) => `${error.code}: ${error.message}`),
  };
}

/** Judges one guarantee; `fit` says whether the prober held its own assumptions, without which times are not held against the cluster. */
function judgeGuarantee(spec: GuaranteeSpec, timeline: Timeline, definitions: Definitions, fit: boolean): Verdict {
  const definition = definitions.get(spec.guarantee);
  const unpromised = { guarantee: spec.guarantee, promise: `${spec.guarantee} ${JSON.stringify(spec.params)}` };
  if (definition === undefined) return { ...unpromised, ...inconclusive("there is no guarantee of this name") };
  const params = definition.params.safeParse(spec.params);
  if (!params.success) return { ...unpromised, ...inconclusive(`its parameters do not fit: ${params.error.message}`) };
  const promise = () => definition.describe(params.data, timeline.settings);
  try {
    const { about = definition.about, ...judged } = definition.judge(params.data, timeline);
    const judgement = rounded(judged);
    const mistrusted = !fit && about === "time" && judgement.outcome === "fail";
    return { guarantee: spec.guarantee, promise: promise(), ...(mistrusted ? notHeldAgainst(judgement) : judgement) };
  } catch (error) {
    // A check that crashes has shown nothing, so it must look like neither a pass nor a broken guarantee.
    return { ...unpromised, ...inconclusive(`the check itself crashed: ${messageOf(error)}`) };
  }
}

function notHeldAgainst(judgement: Judgement): Judgement {
  const summary = `${judgement.summary}; not held against the cluster: the prober or its machine was at its limit`;
  return { ...judgement, outcome: "inconclusive", summary };
}

/** Times to a tenth of a millisecond, as in the journal: more digits would be noise. */
function rounded(judgement: Judgement): Judgement {
  const { measuredMs, marks } = judgement;
  return {
    ...judgement,
    measuredMs: measuredMs && [tenth(measuredMs[0]), measuredMs[1] === null ? null : tenth(measuredMs[1])],
    marks: marks.map((mark) => ({
      ...mark,
      from: tenth(mark.from),
      to: mark.to === undefined ? undefined : tenth(mark.to),
    })),
  };
}

function proberHealthOf(timeline: Timeline, lateStartMs: Report["prober"]["lateStartMs"]): Report["prober"] {
  const readings = eventsOf(timeline.events, "prober-health");
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  const mean = readings.reduce((sum, reading) => sum + reading.cpuShare, 0) / Math.max(1, readings.length);
  return {
    attempts: timeline.tracks.reduce((sum, track) => sum + track.samples.length, 0),
    lateStartMs,
    cpuShare: Math.round(mean * 1_000) / 1_000,
    memoryMb: tenth(most(readings.map((reading) => reading.memoryMb))),
    disturbances: disturbancesOf(timeline),
  };
}
