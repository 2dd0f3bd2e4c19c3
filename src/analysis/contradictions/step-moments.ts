import { formatMs } from "../../model/duration.ts";
import type { EventOf, JournalEvent } from "../../model/event.ts";
import type { Facts } from "../facts/facts.ts";
import { type Contradiction, stepKey } from "./contradiction.ts";

/**
 * What a run does with nothing between is told within so much, milliseconds: a process may lose its CPU meanwhile. In
 * recorded runs of saturated machines it was at most 3.6.
 */
const atOnceMs = 100;

/** Where a fault or work begins. */
type Begin = EventOf<"fault-injecting"> | EventOf<"procedure">;

/** What is told of it later, with the time since it began. */
type Later = Extract<JournalEvent, { sinceMs?: number | undefined }>;

const later: readonly JournalEvent["type"][] = ["fault-active", "fault-healing", "fault-healed", "procedure-done"];

/** An event, and another that a run tells at once after it. */
type Pair = readonly [first: JournalEvent | undefined, next: JournalEvent | undefined];

/**
 * Events of faults and of work that do not stand where the run's other events have them: what is told of a step says
 * how long after its begin that was. In journals that do not say it, what a run tells at once after another must stand so.
 */
export function misdatedSteps(facts: Facts): Contradiction[] {
  const begins: Begin[] = [...facts.eventsOf("fault-injecting"), ...facts.eventsOf("procedure")];
  return begins.flatMap((begin) => {
    const what = apart(begin, facts) ?? late(begin.id, facts);
    return what === undefined ? [] : [{ what, touches: [stepKey(begin.id)] }];
  });
}

function laterOf(id: string, { events }: Facts): Later[] {
  return events.filter((event): event is Later => {
    if (event.type === "steady-state") return event.faultId === id;
    return later.includes(event.type) && "id" in event && event.id === id;
  });
}

function apart({ id, at }: Begin, facts: Facts): string | undefined {
  for (const event of laterOf(id, facts)) {
    const { type, sinceMs } = event;
    if (sinceMs !== undefined && Math.abs(event.at - sinceMs - at) > atOnceMs)
      return `${type} of ${id} was told ${formatMs(event.at - at)} after its begin, and ${formatMs(sinceMs)} by its own words`;
  }
  return undefined;
}

function late(id: string, facts: Facts): string | undefined {
  if (laterOf(id, facts).some(({ sinceMs }) => sinceMs !== undefined)) return undefined;
  for (const [first, next] of pairsOf(id, facts))
    if (first !== undefined && next !== undefined && Math.abs(next.at - first.at) > atOnceMs)
      return `${first.type} of ${id} was told at ${formatMs(first.at)}, and ${next.type} that follows it at once at ${formatMs(next.at)}`;
  return undefined;
}

/** The phase of a step ends when it is healed or done; that of a recovery begins when a fault is over. */
function pairsOf(id: string, facts: Facts): Pair[] {
  const find = <Type extends "fault-intent" | "fault-injecting" | "fault-healed" | "procedure-done">(type: Type) =>
    facts.eventsOf(type).find((event) => (event as { id: string }).id === id);
  const phase = (name: string, edge: "begin" | "end") =>
    facts.eventsOf("phase").find((event) => event.name === name && event.edge === edge);
  const intent = find("fault-intent");
  const look = facts.eventsOf("steady-state").findLast(({ faultId }) => faultId === id);
  const recovery = `recovery of ${id}`;
  return [
    [intent, find("fault-injecting")],
    [find("fault-healed"), intent?.sustained === true ? phase(id, "end") : phase(recovery, "begin")],
    [look, phase(recovery, "end")],
    [find("procedure-done"), phase(id, "end")],
  ];
}
