import type { EventOf } from "../../model/event.ts";
import type { LaneTrack, Timeline } from "../../model/timeline.ts";
import type { Assumption } from "../../model/verdict.ts";
import { counted, listing } from "../statistics/format.ts";
import { matchesLane } from "../timeline/selection.ts";
import { findStretch, samplesIn, warmUp, wholeRun } from "../timeline/stretches.ts";
import { eventsOf } from "../timeline/timeline.ts";
import { assume } from "./assume.ts";
import { type Spread, scheduleAssumptions } from "./schedule.ts";
import { everyCertificateTrusted } from "./trust-errors.ts";

/** Fewer attempts of a lane in a judged stretch show nothing. */
const fewestSamples = 20;

/** What must be true of a run before its guarantees mean anything; each passes or makes the run inconclusive. */
export function judgeAssumptions(timeline: Timeline, lateStartMs: Spread): Assumption[] {
  return [
    completed(timeline),
    // Of a cluster that is only watched nobody knows its steady state, its addresses and its restarts; to change may be what it is watched for.
    ...(timeline.server === undefined ? clusterAssumptions(timeline) : []),
    ...scheduleAssumptions(timeline, lateStartMs),
    enoughSamples(timeline),
    everyCertificateTrusted(timeline),
    journalWhole(timeline),
    nothingHappened(timeline, "error", "no error in the harness", (e) => `${e.code}: ${e.message}`),
  ];
}

function clusterAssumptions(timeline: Timeline): Assumption[] {
  return [
    steadyBefore(timeline),
    ...timeline.faults.map(faultProven),
    ...eventsOf(timeline.events, "procedure").map((procedure) => procedureDone(procedure, timeline)),
    cleanWarmUp(timeline),
    nothingHappened(timeline, "address-changed", "no address changed", (e) => `${e.node} from ${e.from} to ${e.to}`),
    noUnexpectedRestart(timeline),
  ];
}

function completed({ end }: Timeline): Assumption {
  const words = {
    completed: "to its end",
    interrupted: "until it was interrupted",
    failed: "until it failed",
    cut: "",
  };
  const summary = end === "cut" ? "the journal stops without an end: the harness died" : `it ran ${words[end]}`;
  return assume("the run was completed", end === "completed", summary);
}

function steadyBefore(timeline: Timeline): Assumption {
  const name = "the cluster was in its steady state before the first fault";
  const last = eventsOf(timeline.events, "steady-state").findLast((event) => event.when === "before");
  if (last === undefined) return assume(name, false, "nobody looked");
  const broken = last.checks.filter((check) => !check.ok).map((check) => `${check.name} (${check.detail})`);
  return assume(
    name,
    last.ok,
    last.ok ? `${counted(last.checks.length, "check")} held` : `did not hold: ${listing(broken)}`,
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

function procedureDone({ id }: EventOf<"procedure">, timeline: Timeline): Assumption {
  const done = eventsOf(timeline.events, "procedure-done").find((event) => event.id === id);
  return assume(`${id} was done`, done?.evidence.proven === true, done?.evidence.detail ?? "it broke off");
}

function enoughSamples(timeline: Timeline): Assumption {
  const name = `at least ${fewestSamples} attempts of every judged lane in every judged stretch`;
  const few = judgedLanes(timeline).flatMap(({ track, during }) => {
    const stretch = findStretch(timeline, during);
    if (stretch === undefined) return [];
    const count = samplesIn(track.samples, stretch).length;
    return count < fewestSamples ? [`${track.lane.id} in ${during}: ${count}`] : [];
  });
  const distinct = [...new Set(few)];
  return assume(name, distinct.length === 0, distinct.length === 0 ? "there are" : listing(distinct));
}

function cleanWarmUp(timeline: Timeline): Assumption {
  const name = "no judged lane failed before the first fault";
  const stretch = findStretch(timeline, warmUp);
  if (stretch === undefined) return assume(name, true, "there was no fault");
  const tracks = new Set(judgedLanes(timeline).map(({ track }) => track));
  const failures = [...tracks].flatMap((track) => {
    const failed = samplesIn(track.samples, stretch).filter((sample) => sample.outcome !== "ok").length;
    return failed === 0 ? [] : [`${track.lane.id}: ${failed}`];
  });
  return assume(
    name,
    failures.length === 0,
    failures.length === 0 ? "none did" : `failed attempts: ${listing(failures)}`,
  );
}

/** The lanes that guarantees judge, each with the stretch. */
function judgedLanes(timeline: Timeline): { track: LaneTrack; during: string }[] {
  return timeline.start.guarantees.flatMap(({ params }) => {
    const patterns = [params.lanes].flat().filter((lane) => typeof lane === "string");
    const during = typeof params.during === "string" ? params.during : wholeRun;
    const tracks = timeline.tracks.filter(({ lane }) => patterns.some((pattern) => matchesLane(pattern, lane.id)));
    return tracks.map((track) => ({ track, during }));
  });
}

function noUnexpectedRestart(timeline: Timeline): Assumption {
  const restarts = eventsOf(timeline.events, "restart").filter((event) => !event.expected);
  const names = restarts.map((event) => `${event.component} on ${event.node}`);
  return assume("nothing restarted that the fault did not touch", names.length === 0, listing(names) || "nothing did");
}

function nothingHappened<Type extends "address-changed" | "error">(
  timeline: Timeline,
  type: Type,
  name: string,
  describe: (event: EventOf<Type>) => string,
): Assumption {
  const found = eventsOf(timeline.events, type).map(describe);
  return assume(name, found.length === 0, listing(found) || "none");
}

function journalWhole({ damaged }: Timeline): Assumption {
  const summary = damaged === 0 ? "every line was read" : `${counted(damaged, "line")} could not be read`;
  return assume("the journal is undamaged", damaged === 0, summary);
}
