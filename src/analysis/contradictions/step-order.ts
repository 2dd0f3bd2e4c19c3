import type { EventOf, JournalEvent } from "../../model/event.ts";
import type { PlanStep } from "../../model/run-plan.ts";
import type { Facts } from "../facts/facts.ts";
import { type Contradiction, stepKey } from "./contradiction.ts";

type Inject = Extract<PlanStep, { do: "inject" }>;
type OfFault = "fault-intent" | "fault-injecting" | "fault-active" | "fault-healing" | "fault-healed";

/** What happens at one place of a run's order, and when: no moment where the journal does not tell of it. */
interface Chapter {
  /** In words that follow "before". */
  readonly what: string;
  readonly times: readonly number[];
  readonly touches: readonly string[];
}

/** Where the events of steps stand out of the order in which every run carries its plan out, one after the other. */
export function stepsOutOfOrder(facts: Facts): Contradiction[] {
  const plan = facts.start.plan ?? [];
  const ends = momentsOf(facts, "steady-state", ({ when }) => when === "end");
  const last: Chapter = { what: "the last steady state was looked at", times: ends, touches: [] };
  const script = plan.flatMap((step, index) => chaptersOf(step, plan.slice(0, index), facts));
  const held = plan.flatMap((step) =>
    step.do === "inject" ? step.while.map(({ id }) => whileHeld(step, id, facts)) : [],
  );
  return [[...script, ...inPhase("last steady state", [last], facts)], ...held].flatMap(disorder);
}

/** Each chapter that has a moment before the end of one that comes before it. */
function disorder(chapters: readonly Chapter[]): Contradiction[] {
  const found: Contradiction[] = [];
  let last: Chapter = { what: "", times: [0], touches: [] };
  for (const chapter of chapters.filter(({ times }) => times.length > 0)) {
    const before = Math.max(...last.times);
    if (Math.min(...chapter.times) < before)
      found.push({ what: `${chapter.what} before ${last.what}`, touches: [...chapter.touches, ...last.touches] });
    if (Math.max(...chapter.times) > before) last = chapter;
  }
  return found;
}

function chaptersOf(step: PlanStep, before: readonly PlanStep[], facts: Facts): Chapter[] {
  if (step.do === "perform") return inPhase(step.id, work(step.id, facts), facts);
  if (step.do === "inject") return injected(step, facts);
  if (step.do === "hold") return [];
  const since = before.findLastIndex((other) => other.do === "recover");
  const fault = before.slice(since + 1).findLast((other) => other.do === "inject");
  return fault === undefined ? [] : recovered(fault, facts);
}

function injected({ id, sustained }: Inject, facts: Facts): Chapter[] {
  const proofs = ofFault("fault-active", id, "", facts);
  const held = [
    ofFault("fault-intent", id, `${id} began`, facts),
    ofFault("fault-injecting", id, `${id} was injected`, facts),
    { ...proofs, what: `${id} was proven active`, times: proofs.times.slice(0, 1) },
    { ...proofs, what: `${id} was last proven active`, times: proofs.times.slice(1) },
  ];
  return inPhase(id, sustained ? [...held, ...healed(id, facts)] : held, facts, [stepKey(id)]);
}

function healed(id: string, facts: Facts): Chapter[] {
  return [
    ofFault("fault-healing", id, `healing ${id} began`, facts),
    ofFault("fault-healed", id, `${id} was proven healed`, facts),
  ];
}

function recovered({ id, sustained }: Inject, facts: Facts): Chapter[] {
  const touches = [stepKey(id)];
  const looks = (ok: boolean) => momentsOf(facts, "steady-state", (look) => look.faultId === id && look.ok === ok);
  const chapters = [
    { what: `the last look at which ${id} was not over`, times: looks(false), touches },
    { what: `the steady state after ${id}`, times: looks(true), touches },
  ];
  // A fault that is over at once is healed where it did not come about, and nothing is awaited then.
  const awaited = chapters.some(({ times }) => times.length > 0);
  return [
    ...(sustained || !awaited ? [] : healed(id, facts)),
    ...inPhase(`recovery of ${id}`, chapters, facts, touches),
  ];
}

/** Work that belongs to the time in which a fault is held. */
function whileHeld({ id: fault }: Inject, id: string, facts: Facts): Chapter[] {
  const proofs = ofFault("fault-active", fault, `${fault} was proven active`, facts);
  return [
    { ...proofs, times: proofs.times.slice(0, 1) },
    ...work(id, facts),
    ofFault("fault-healing", fault, `healing ${fault} began`, facts),
  ];
}

function work(id: string, facts: Facts): Chapter[] {
  const touches = [stepKey(id), "procedure", "procedure-done"];
  const times = (type: "procedure" | "procedure-done") => momentsOf(facts, type, (event) => event.id === id);
  return [
    { what: `${id} began`, times: times("procedure"), touches },
    { what: `${id} was done`, times: times("procedure-done"), touches },
  ];
}

function ofFault(type: OfFault, id: string, what: string, facts: Facts): Chapter {
  return { what, times: momentsOf(facts, type, (event) => event.id === id), touches: [stepKey(id)] };
}

/** Chapters between the begin and the end of the phase in which a run journals them. */
function inPhase(
  name: string,
  chapters: readonly Chapter[],
  facts: Facts,
  touches: readonly string[] = chapters.flatMap((chapter) => chapter.touches),
): Chapter[] {
  const edge = (wanted: "begin" | "end"): Chapter => ({
    what: `the ${wanted} of "${name}"`,
    times: momentsOf(facts, "phase", (phase) => phase.name === name && phase.edge === wanted),
    touches,
  });
  return [edge("begin"), ...chapters, edge("end")];
}

function momentsOf<Type extends JournalEvent["type"]>(
  facts: Facts,
  type: Type,
  is: (event: EventOf<Type>) => boolean,
): number[] {
  return facts.eventsOf(type).flatMap((event) => (is(event) ? [event.at] : []));
}
