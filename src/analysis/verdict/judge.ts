import { messageOf } from "../../model/errors.ts";
import { type GuaranteeSpec, inconclusive, type Judgement } from "../../model/guarantee.ts";
import { exitCodes, worst } from "../../model/outcome.ts";
import type { Report } from "../../model/report.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { factsOf } from "../facts/facts-of.ts";
import { slowerThanStock } from "../limits/slower-than-stock.ts";
import { stretchFiguresOf } from "../outages/figures.ts";
import { tenth } from "../statistics/statistics.ts";
import { watchFiguresOf } from "../watch/watch-figures.ts";
import { watchFindingsOf } from "../watch/watch-findings.ts";
import { judgeAssumptions } from "./assumptions.ts";
import { findingsOf } from "./attribution.ts";
import { disturbancesOf } from "./disturbances.ts";
import type { AskedGuarantee, Definitions, GuaranteeDefinition } from "./guarantee-definition.ts";
import { mythOf } from "./myth.ts";
import { everythingObserved, observed, unobservedTime } from "./observation.ts";
import { unrealFault } from "./plan-carried-out.ts";
import { scheduleAssumptions } from "./schedule.ts";

/**
 * Judges a run: assumptions first, then its guarantees; the worst of all is its outcome. The same timeline gives the
 * same report.
 */
export function judge(timeline: Timeline, definitions: Definitions): Report {
  return judgeFacts(factsOf(timeline), definitions);
}

/** The same of a run whose facts are there already. */
export function judgeFacts(facts: Facts, definitions: Definitions): Report {
  const { start } = facts;
  const asked = start.guarantees.map((spec) => ask(spec, definitions));
  const scopes = asked.flatMap(({ guarantee }) => guarantee?.scope ?? []);
  const schedule = scheduleAssumptions(facts, scopes);
  const fit = schedule.every(({ outcome }) => outcome === "pass");
  const looks = asked.map((one) => observed(judgeGuarantee(one, facts, fit), one.guarantee, facts));
  const verdicts = looks.map(({ verdict }) => verdict);
  const holes = looks.flatMap((look) => look.holes);
  const assumptions = judgeAssumptions(facts, scopes, [...schedule, everythingObserved(facts, holes)]);
  const outcome = worst([...assumptions, ...verdicts].map((part) => part.outcome));
  return {
    version: 1,
    run: start.run,
    scenario: start.scenario,
    summary: start.summary,
    startedAt: start.startedAt,
    durationMs: tenth(facts.endedAt),
    end: facts.end,
    outcome,
    exitCode: exitCodes[outcome],
    seed: start.seed,
    cluster: facts.cluster ?? null,
    server: facts.server ?? null,
    settings: facts.settings ?? null,
    steps: start.steps,
    myth: mythOf(start.myth, outcome, verdicts),
    assumptions,
    verdicts,
    faults: facts.faults,
    stretches: stretchFiguresOf(facts),
    watches: watchFiguresOf(facts),
    failovers: facts.failovers(),
    slowerThanStock: slowerThanStock(facts.settings),
    findings: [...findingsOf(facts), ...watchFindingsOf(facts)],
    unobserved: unobservedTime(holes),
    prober: proberHealthOf(facts),
    errors: facts.eventsOf("error").map((error) => `${error.code}: ${error.message}`),
  };
}

/** A guarantee that a run was asked to hold. */
interface Asked {
  readonly spec: GuaranteeSpec;
  /** Undefined where nothing can be judged. */
  readonly guarantee?: AskedGuarantee;
  /** Why nothing can be judged. */
  readonly problem: string;
}

function ask(spec: GuaranteeSpec, definitions: Definitions): Asked {
  const definition: GuaranteeDefinition | undefined = definitions.get(spec.guarantee);
  if (definition === undefined) return { spec, problem: "there is no guarantee of this name" };
  const params = definition.params.safeParse(spec.params);
  if (!params.success) return { spec, problem: `its parameters do not fit: ${params.error.message}` };
  try {
    return { spec, guarantee: { definition, params: params.data, scope: definition.scope(params.data) }, problem: "" };
  } catch (error) {
    // As where the check itself crashes: that has shown nothing.
    return { spec, problem: `the check itself crashed: ${messageOf(error)}` };
  }
}

/**
 * Judges one guarantee; `fit` says whether the prober held its own assumptions, without which times are not held
 * against the cluster.
 */
function judgeGuarantee({ spec, guarantee, problem }: Asked, facts: Facts, fit: boolean): Verdict {
  const named = { id: spec.id, guarantee: spec.guarantee };
  const unpromised = { ...named, promise: `${spec.guarantee} ${JSON.stringify(spec.params)}` };
  if (guarantee === undefined) return { ...unpromised, ...inconclusive(problem) };
  const { definition, params } = guarantee;
  const promise = () => definition.describe(params, facts.settings);
  try {
    const { about = definition.about, ...judged } = definition.judge(params, facts);
    const judgement = rounded(judged);
    const doubtful = about === "time" && judgement.outcome === "fail";
    const reason = doubtful ? (fit ? unrealFault(guarantee.scope, facts) : atLimit) : undefined;
    return { ...named, promise: promise(), ...(reason === undefined ? judgement : notHeldAgainst(judgement, reason)) };
  } catch (error) {
    // A check that crashes has shown nothing, so it must look like neither a pass nor a broken guarantee.
    return { ...unpromised, ...inconclusive(`the check itself crashed: ${messageOf(error)}`) };
  }
}

/** Why nothing about times is held against a cluster whose prober did not hold its own assumptions. */
const atLimit = "the prober or its machine was at its limit";

function notHeldAgainst(judgement: Judgement, reason: string): Judgement {
  const summary = `${judgement.summary}; not held against the cluster: ${reason}`;
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

function proberHealthOf(facts: Facts): Report["prober"] {
  const readings = facts.eventsOf("prober-health");
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  const mean = readings.reduce((sum, reading) => sum + reading.cpuShare, 0) / Math.max(1, readings.length);
  return {
    attempts: facts.tracks.reduce((sum, track) => sum + track.samples.length, 0),
    lateStartMs: facts.lateStarts(),
    cpuShare: Math.round(mean * 1_000) / 1_000,
    memoryMb: tenth(most(readings.map((reading) => reading.memoryMb))),
    disturbances: disturbancesOf(facts),
  };
}
