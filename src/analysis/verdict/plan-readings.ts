import { formatMs } from "../../model/duration.ts";
import type { JournalEvent } from "../../model/event.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import { workloadName } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";

/** Events by whose words it can be told when they were read, beside those of the run's begin and end. */
const prepared: readonly JournalEvent["type"][] = ["settings", "workload", "store", "probing-begin"];

/** The times of a run at which something is read, milliseconds. */
interface Times {
  /** When the first fault was injected: what tells of the begin was read before. */
  readonly firstFault: number;
  /** When the last step was over: what tells of the end was read after. */
  readonly lastStep: number;
  readonly faults: readonly FaultRecord[];
}

/**
 * The first reading that was not taken at the time of which it is to tell, in words: one of the begin after a fault, one
 * of the end before the last step was over, one of a fault that was not held then. Undefined where there is none.
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
  const { faults, events } = facts;
  const injected = faults.flatMap(({ injectingAt }) => injectingAt ?? []);
  const steps = events.flatMap((event) => (isOfStep(event) && event.at <= until ? [event.at] : []));
  const times = { firstFault: Math.min(...injected), lastStep: Math.max(0, ...steps), faults };
  return events.flatMap((event) => {
    const why = misplaced(event, times);
    return why === undefined
      ? []
      : [{ type: event.type, what: `${nameOf(event)} was read at ${formatMs(event.at)}, ${why}` }];
  });
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

function isOfStep(event: JournalEvent): boolean {
  if (event.type === "steady-state") return event.when === "after";
  return event.type.startsWith("fault-") || event.type.startsWith("procedure");
}

function misplaced(event: JournalEvent, { firstFault, lastStep, faults }: Times): string | undefined {
  const { type, at } = event;
  const isLate = at > firstFault && "after the first fault was injected";
  const isEarly = at < lastStep && "before the last step was over";
  if (prepared.includes(type)) return isLate || undefined;
  if (type === "written-objects" || type === "probing-end") return isEarly || undefined;
  if (type !== "pods" && type !== "etcd" && type !== "containers") return undefined;
  if (event.when === "begin") return isLate || undefined;
  if (event.when === "end") return isEarly || undefined;
  const fault = faults.find(({ id }) => id === event.when);
  const isHeld = fault === undefined || (at >= (fault.activeAt ?? at) && at <= (fault.healingAt ?? at));
  return isHeld ? undefined : `while ${fault.id} was not held`;
}

function nameOf(event: JournalEvent): string {
  return "when" in event ? `${event.type} (${event.when})` : event.type;
}
