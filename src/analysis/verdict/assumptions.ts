import type { EventOf } from "../../model/event.ts";
import type { Scope } from "../../model/guarantee.ts";
import type { LaneTrack, Timeline } from "../../model/timeline.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { counted, listing } from "../statistics/format.ts";
import { matchesLane } from "../timeline/lane-patterns.ts";
import { samplesIn, warmUp, wholeRun } from "../timeline/stretches.ts";
import { assume } from "./assume.ts";
import { engineClockKept } from "./engine-clock-kept.ts";
import { journalWhole } from "./journal-whole.ts";
import { planCarriedOut } from "./plan-carried-out.ts";
import { holds } from "./plan-steps.ts";
import { portsKept } from "./ports-kept.ts";
import { settingsAlike } from "./settings-alike.ts";
import { settingsKept } from "./settings-kept.ts";
import { everyCertificateTrusted } from "./trust-errors.ts";

/** Fewer attempts of a lane in a judged stretch show nothing. */
const fewestSamples = 20;
/** What is assumed of how much was looked at. */
export const enoughSamplesName = `every judged lane has enough attempts in every judged stretch: at least ${fewestSamples}`;

/**
 * What must be true of a run before its guarantees mean anything, given what these look at and whether the prober kept
 * its schedule; each passes or makes the run inconclusive.
 */
export function judgeAssumptions(
  facts: Facts,
  scopes: readonly Scope[],
  schedule: readonly Assumption[],
): Assumption[] {
  return [
    completed(facts),
    // Of a cluster that is only watched nobody knows its steady state, its addresses and its restarts; to change may be
    // what it is watched for.
    ...(facts.server === undefined ? clusterAssumptions(facts, scopes) : []),
    ...schedule,
    enoughSamples(facts, scopes),
    everyCertificateTrusted(facts),
    journalWhole(facts),
    nothingHappened(facts, "error", "no error in the harness", (e) => `${e.code}: ${e.message}`),
  ];
}

function clusterAssumptions(facts: Facts, scopes: readonly Scope[]): Assumption[] {
  return [
    steadyBefore(facts),
    ...facts.faults.map(faultProven),
    ...healedByItself(facts),
    ...facts.eventsOf("procedure").map((procedure) => procedureDone(procedure, facts)),
    planCarriedOut(facts),
    cleanWarmUp(facts, scopes),
    nothingHappened(facts, "address-changed", "no address changed", (e) => `${e.node} from ${e.from} to ${e.to}`),
    ...portsKept(facts),
    ...engineClockKept(facts),
    ...settingsAlike(facts),
    ...settingsKept(facts),
    noUnexpectedRestart(facts),
  ];
}

function completed({ end }: Timeline): Assumption {
  const words = {
    completed: "to its end",
    interrupted: "until it was interrupted",
    deadline: "until its deadline was over",
    failed: "until it failed",
    died: "until the harness died",
    cut: "",
  };
  const summary = end === "cut" ? "the journal stops without an end: the harness died" : `it ran ${words[end]}`;
  return assume("the run was completed", end === "completed", summary);
}

function steadyBefore(facts: Facts): Assumption {
  const name = "the cluster was in its steady state before the first fault";
  const last = facts.eventsOf("steady-state").findLast((event) => event.when === "before");
  if (last === undefined) return assume(name, false, "nobody looked");
  const broken = last.checks.filter((check) => !check.ok).map((check) => `${check.name} (${check.detail})`);
  return assume(
    name,
    holds(last),
    holds(last)
      ? `${counted(last.checks.length, "check")} held`
      : `did not hold: ${listing(broken) || "nothing was looked at"}`,
  );
}

function faultProven(fault: Timeline["faults"][number]): Assumption {
  const name = `the fault ${fault.id} was real`;
  if (fault.injectingAt === undefined) return assume(name, false, "it was never injected");
  if (!fault.active?.proven)
    return assume(name, false, `no proof that it was active: ${fault.active?.detail ?? "none sought"}`);
  if (fault.sustained && !fault.healed?.proven) {
    return assume(name, false, `active, but no proof that it was healed: ${fault.healed?.detail ?? "none sought"}`);
  }
  return assume(name, true, [fault.active.detail, fault.healed?.detail].filter(Boolean).join("; "));
}

/** Only of a run in which more was done to heal than its faults say: what was restarted is not what was broken. */
function healedByItself(facts: Facts): Assumption[] {
  const stages = facts.eventsOf("escalation").map(({ id, stage }) => `${id}: ${stage}`);
  return stages.length === 0 ? [] : [assume("every fault healed by its own undo", false, listing(stages))];
}

function procedureDone({ id }: EventOf<"procedure">, facts: Facts): Assumption {
  const done = facts.eventsOf("procedure-done").find((event) => event.id === id);
  return assume(`${id} was done`, done?.evidence.proven === true, done?.evidence.detail ?? "it broke off");
}

function enoughSamples(facts: Facts, scopes: readonly Scope[]): Assumption {
  const name = enoughSamplesName;
  const few = judgedLanes(facts, scopes).flatMap(({ track, during }) => {
    const stretch = facts.stretch(during);
    if (stretch === undefined) return [];
    const count = samplesIn(track.samples, stretch).length;
    return count < fewestSamples ? [`${track.lane.id} in ${during}: ${count}`] : [];
  });
  const distinct = [...new Set(few)];
  return assume(name, distinct.length === 0, distinct.length === 0 ? "there are" : listing(distinct));
}

function cleanWarmUp(facts: Facts, scopes: readonly Scope[]): Assumption {
  const name = "no judged lane failed before the first fault";
  const stretch = facts.stretch(warmUp);
  if (stretch === undefined) return assume(name, true, "there was no fault");
  const tracks = new Set(judgedLanes(facts, scopes).map(({ track }) => track));
  const failures = [...tracks].flatMap((track) => {
    const failed = samplesIn(track.samples, stretch).filter((sample) => sample.outcome !== "ok").length;
    return failed === 0 ? [] : [`${track.lane.id}: ${failed}`];
  });
  if (failures.length > 0) return assume(name, false, `failed attempts: ${listing(failures)}`);
  // What is missing may have failed.
  const missing = [...tracks].flatMap((track) =>
    facts.coverageOf(track, stretch).map(({ reason }) => `${track.lane.id}: ${reason}`),
  );
  return assume(name, missing.length === 0, missing.length === 0 ? "none did" : `not known: ${listing(missing)}`);
}

/** The lanes that guarantees judge, each with the stretch. */
function judgedLanes({ tracks }: Timeline, scopes: readonly Scope[]): { track: LaneTrack; during: string }[] {
  return scopes.flatMap(({ lanes, stretch = wholeRun }) => {
    const judged = tracks.filter(({ lane }) => lanes.some((pattern) => matchesLane(pattern, lane.id)));
    return judged.map((track) => ({ track, during: stretch }));
  });
}

function noUnexpectedRestart(facts: Facts): Assumption {
  const restarts = facts.eventsOf("restart").filter((event) => !event.expected);
  const names = restarts.map((event) => `${event.component} on ${event.node}`);
  return assume("nothing restarted that the fault did not touch", names.length === 0, listing(names) || "nothing did");
}

function nothingHappened<Type extends "address-changed" | "error">(
  facts: Facts,
  type: Type,
  name: string,
  describe: (event: EventOf<Type>) => string,
): Assumption {
  const found = facts.eventsOf(type).map(describe);
  return assume(name, found.length === 0, listing(found) || "none");
}
