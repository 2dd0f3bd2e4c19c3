import { formatMs } from "../../model/duration.ts";
import type { JournalEvent } from "../../model/event.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import { workloadName } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import { holdName } from "./plan-steps.ts";

/** Events by whose words it can be told when they were read, beside those of the run's begin and end. */
const prepared: readonly JournalEvent["type"][] = ["settings", "workload", "store", "probing-begin"];

/** The times of a run at which something is read, milliseconds. */
interface Times {
  /** When the first step began, and when the first fault was injected: what tells of the begin was read before. */
  readonly firstStep: number;
  readonly firstFault: number;
  /** When the last step was over, and the last steady state looked at: what tells of the end was read after. */
  readonly lastStep: number;
  readonly lastLook: number;
  readonly faults: readonly FaultRecord[];
  /** When each fault was last proven active before it was healed, by its name. */
  readonly provenAt: ReadonlyMap<string, number>;
}

/**
 * The first reading that was not taken at the time of which it is to tell, in words: one of the begin after a step, one
 * of the end before the last steady state, one of a fault before its last proof. Undefined where there is none.
 */
export function readingsProblem(facts: Facts): string | undefined {
  return misdatedReadings(facts)[0]?.what;
}

/** A reading that was not taken at the time of which it is to tell, and that in words. */
interface MisdatedReading {
  readonly type: JournalEvent["type"];
  readonly what: string;
}

/** All such readings; events of steps after `until`, milliseconds, do not count. */
export function misdatedReadings(facts: Facts, until = Number.POSITIVE_INFINITY): MisdatedReading[] {
  const times = timesOf(facts, until);
  return facts.events.flatMap((event) => {
    const why = misplaced(event, times);
    return why === undefined
      ? []
      : [{ type: event.type, what: `${nameOf(event)} was read at ${formatMs(event.at)}, ${why}` }];
  });
}

function timesOf(facts: Facts, until: number): Times {
  const { faults, events } = facts;
  const timesWhere = (isMeant: (event: JournalEvent) => boolean) =>
    events.flatMap((event) => (isMeant(event) ? [event.at] : []));
  return {
    firstStep: Math.min(...timesWhere(isBeginOfStep)),
    firstFault: Math.min(...faults.flatMap(({ injectingAt }) => injectingAt ?? [])),
    lastStep: Math.max(0, ...timesWhere((event) => isOfStep(event) && event.at <= until)),
    lastLook: Math.max(0, ...timesWhere((event) => event.type === "steady-state" && event.when === "end")),
    faults,
    provenAt: new Map(facts.eventsOf("fault-active").map(({ id, at }) => [id, at])),
  };
}

/**
 * Why two looks at the steady state did not ask the same, in words; only the workload is not there yet before the
 * lanes begin. Undefined where they did.
 */
export function looksProblem(facts: Facts): string | undefined {
  const looks = facts.eventsOf("steady-state");
  const namesOf = (when: string) => looks.findLast((look) => look.when === when)?.checks.map(({ name }) => name) ?? [];
  const [before, end] = [namesOf("before"), namesOf("end")];
  const missing = [
    ...before.filter((name) => !end.includes(name)).map((name) => `${name} at the end`),
    ...end.filter((name) => name !== workloadName && !before.includes(name)).map((name) => `${name} before`),
  ];
  return missing.length === 0 ? undefined : `the steady state was not looked at as a whole: not ${listing(missing)}`;
}

function isBeginOfStep(event: JournalEvent): boolean {
  if (event.type === "phase") return event.name.startsWith(holdName(""));
  return event.type === "procedure" || event.type === "fault-intent";
}

function isOfStep(event: JournalEvent): boolean {
  if (event.type === "steady-state") return event.when === "after";
  return event.type.startsWith("fault-") || event.type.startsWith("procedure");
}

function misplaced(event: JournalEvent, times: Times): string | undefined {
  const { type, at } = event;
  if (prepared.includes(type)) return whyLate(at, times);
  if (type === "written-objects" || type === "probing-end" || type === "settings-end") return whyEarly(at, times);
  if (type !== "pods" && type !== "etcd" && type !== "containers" && type !== "application") return undefined;
  if (event.when === "begin") return whyLate(at, times);
  if (event.when === "end") return whyEarly(at, times);
  const fault = times.faults.find(({ id }) => id === event.when);
  if (fault === undefined) return undefined;
  const isHeld = at >= (fault.activeAt ?? at) && at <= (fault.healingAt ?? at);
  if (!isHeld) return `while ${fault.id} was not held`;
  return at < (times.provenAt.get(fault.id) ?? at) ? `before the last proof that ${fault.id} was active` : undefined;
}

function whyLate(at: number, { firstStep, firstFault }: Times): string | undefined {
  if (at > firstFault) return "after the first fault was injected";
  return at > firstStep ? "after the first step had begun" : undefined;
}

function whyEarly(at: number, { lastStep, lastLook }: Times): string | undefined {
  if (at < lastStep) return "before the last step was over";
  return at < lastLook ? "before the last steady state was looked at" : undefined;
}

function nameOf(event: JournalEvent): string {
  return "when" in event ? `${event.type} (${event.when})` : event.type;
}
