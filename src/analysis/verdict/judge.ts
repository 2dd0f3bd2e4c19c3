import { messageOf } from "../../model/errors.ts";
import { type GuaranteeSpec, inconclusive, type Judgement } from "../../model/guarantee.ts";
import { exitCodes, worst } from "../../model/outcome.ts";
import type { Report } from "../../model/report.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { factsOf } from "../facts/facts-of.ts";
import { notedFacts } from "../facts/noted-facts.ts";
import { isDerived } from "../limits/derived-limits.ts";
import { describeOwnLimit, withOwnLimit } from "../limits/own-limit.ts";
import { slowerThanStock } from "../limits/slower-than-stock.ts";
import { stretchFiguresOf } from "../outages/figures.ts";
import { tenth } from "../statistics/statistics.ts";
import { upgradeOf } from "../upgrade/upgrade-of.ts";
import { watchFiguresOf } from "../watch/watch-figures.ts";
import { watchFindingsOf } from "../watch/watch-findings.ts";
import { applicationOf } from "./application.ts";
import { judgeAssumptions } from "./assumptions.ts";
import { findingsOf } from "./attribution.ts";
import { doubtsOf } from "./doubts.ts";
import type { AskedGuarantee, Definitions, GuaranteeDefinition } from "./guarantee-definition.ts";
import { type Carrying, carryingOf } from "./machine/carried.ts";
import { stretchOf } from "./machine/judged-time.ts";
import { machineAssumption, machineReportOf, notHeldAgainst } from "./machine/machine-report.ts";
import { mythOf } from "./myth.ts";
import { everythingObserved, observed, unobservedTime } from "./observation.ts";
import { proberFiguresOf } from "./prober-figures.ts";
import { scheduleAssumptions } from "./schedule.ts";
import { takenBackByOthers } from "./taken-back.ts";
import { timingsReplaced } from "./timings-replaced.ts";

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
  const carrying = carryingOf(facts);
  const judgements = asked.map((one) => judgeGuarantee(one, facts, carrying));
  const looks = judgements.map(({ verdict }, index) => observed(verdict, asked[index]?.guarantee, facts));
  const verdicts = looks.map(({ verdict }) => verdict);
  const holes = looks.flatMap((look) => look.holes);
  const machine = machineReportOf(
    facts,
    carrying,
    judgements.map(({ whyNot }) => whyNot),
  );
  const schedule = [...scheduleAssumptions(facts, scopes), everythingObserved(facts, holes)];
  const assumptions = [
    ...takenBackByOthers(facts),
    ...timingsReplaced(facts),
    machineAssumption(facts, scopes, machine),
    ...judgeAssumptions(facts, scopes, schedule),
  ];
  const upgrade = upgradeOf(facts);
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
    ...(start.asked === undefined ? {} : { asked: start.asked }),
    harness: start.harness,
    host: start.host,
    cluster: facts.cluster ?? null,
    server: facts.server ?? null,
    settings: facts.settings ?? null,
    steps: start.steps,
    myth: mythOf(start.myth, outcome, verdicts),
    ...applicationOf(facts),
    assumptions,
    verdicts,
    faults: facts.faults,
    stretches: stretchFiguresOf(facts),
    watches: watchFiguresOf(facts),
    failovers: facts.failovers(),
    slowerThanStock: slowerThanStock(facts.settings),
    findings: [...findingsOf(facts), ...watchFindingsOf(facts)],
    ...(upgrade === undefined ? {} : { upgrade }),
    unobserved: unobservedTime(holes),
    prober: proberFiguresOf(facts),
    machine,
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

/** More marks than these of one guarantee are no place to look at: its summary counts what it found. */
const mostMarks = 1_000;

/** A verdict, and why a limit of time that broke is not held against the cluster: none where it is, or held. */
interface Judged {
  readonly verdict: Verdict;
  readonly whyNot: readonly string[];
}

/** Judges one guarantee; times of a stretch that the machine could not carry are not held against the cluster. */
function judgeGuarantee({ spec, guarantee, problem }: Asked, facts: Facts, carrying: Carrying): Judged {
  const ownLimit = describeOwnLimit(spec, facts.settings);
  const primary = spec.primary === true ? { primary: true as const } : {};
  const named = { id: spec.id, guarantee: spec.guarantee, ...primary, ...(ownLimit === undefined ? {} : { ownLimit }) };
  const unpromised = { ...named, promise: `${spec.guarantee} ${JSON.stringify(spec.params)}` };
  if (guarantee === undefined) return { verdict: { ...unpromised, ...inconclusive(problem) }, whyNot: [] };
  const { definition, params, scope } = guarantee;
  const promise = () => withOwnLimit(definition.describe(params, facts.settings), ownLimit);
  try {
    const { facts: noted, asked } = notedFacts(facts);
    const { about = definition.about, looked, unhurried, ...judged } = definition.judge(params, noted);
    const fromHealing = definition.fromHealing === true;
    const judgement = rounded(judged);
    const isHelped = judgement.outcome === "pass" && unhurried !== true && definition.slownessHelps?.(params) === true;
    const doubtful = judgement.outcome === "fail" || isHelped;
    const broken = { about, scope, judgement, fromHealing, derived: isDerived(params), asked };
    const whyNot = about === "time" && doubtful ? carrying.whyNot(stretchOf(facts, scope), looked) : [];
    const doubts = judgement.outcome === "fail" ? doubtsOf(broken, facts) : [];
    const reasons = [...whyNot, ...doubts];
    const held = reasons.length === 0 ? judgement : notHeldAgainst(judgement, reasons);
    const marks = held.marks.slice(0, mostMarks);
    return { verdict: { ...named, promise: promise(), ...held, marks }, whyNot };
  } catch (error) {
    // A check that crashes has shown nothing, so it must look like neither a pass nor a broken guarantee.
    const crashed = inconclusive(`the check itself crashed: ${messageOf(error)}`);
    return { verdict: { ...unpromised, ...crashed }, whyNot: [] };
  }
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
