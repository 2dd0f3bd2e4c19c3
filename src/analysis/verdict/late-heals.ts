import type { Judgement } from "../../model/guarantee.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import type { Facts } from "../facts/facts.ts";
import type { Stretch } from "../timeline/stretches.ts";

/**
 * How much longer than planned a held fault may last until its undo's own commands have ended, milliseconds: with the
 * look that proves it, that takes at most 2.2 s on a quiet machine with two cores (53 faults of six kinds). How long the
 * cluster takes after that is its own.
 */
const overdueMs = 10_000;

/**
 * Why a broken limit of time is not held against the cluster: a held fault lasted on in the judged stretch because the
 * harness was late with its heal, or could not get rid of it by its own undo. What had broken the limit before, or is
 * over it without that time, stays broken. None where every fault was taken back as planned.
 */
export function lateHeals(
  judgement: Judgement,
  stretch: Stretch,
  facts: Pick<Facts, "faults" | "start" | "eventsOf">,
): string[] {
  return facts.faults.flatMap((fault) => {
    const from = overdueFrom(fault, facts);
    const to = isEscalated(fault, facts) ? (fault.healedAt ?? Number.POSITIVE_INFINITY) : undoneAt(fault);
    if (from === undefined || stretch.to <= from || stretch.from >= to) return [];
    if (brokenBy(from, judgement) || brokenWithout(to - from, judgement)) return [];
    return [`${fault.id} lasted longer than planned: ${fault.healed?.detail ?? "it was not seen to be gone"}`];
  });
}

/** From when on a held fault should have been over, or undefined where it was over in time. */
function overdueFrom(fault: FaultRecord, facts: Pick<Facts, "start" | "eventsOf">): number | undefined {
  const { id, sustained, activeAt = 0, healingAt = Number.POSITIVE_INFINITY } = fault;
  if (!sustained) return undefined;
  const step = facts.start.plan?.find((one) => one.do === "inject" && one.id === id);
  // Work that belongs to a fault is waited for, however long it takes.
  const plannedMs = step?.do === "inject" && step.while.length === 0 ? step.forMs : Number.POSITIVE_INFINITY;
  const plannedEnd = activeAt + plannedMs;
  if (healingAt - plannedEnd > overdueMs) return plannedEnd;
  return isEscalated(fault, facts) || undoneAt(fault) - healingAt > overdueMs ? healingAt : undefined;
}

function isEscalated({ id }: FaultRecord, { eventsOf }: Pick<Facts, "eventsOf">): boolean {
  return eventsOf("escalation").some((event) => event.id === id);
}

/** When the harness had done its part of the heal: where the journal does not say it, when the fault was seen gone. */
function undoneAt({ undoneAt: at, healedAt }: FaultRecord): number {
  return at ?? healedAt ?? Number.POSITIVE_INFINITY;
}

/**
 * Whether some stretch that broke the limit had surely lasted longer than that at this moment; without a limit, whether
 * all that broke the promise was over by then.
 */
function brokenBy(at: number, { marks, limitMs, measuredMs }: Judgement): boolean {
  if (limitMs === undefined) return marks.length > 0 && marks.every(({ to = Number.POSITIVE_INFINITY }) => to <= at);
  // A mark is as long as the upper bound: what is measured may have begun later by as much as the bounds are apart.
  const [atLeast, atMost] = measuredMs ?? [0, 0];
  const unsureMs = Math.max(0, (atMost ?? atLeast) - atLeast);
  return marks.some(({ from }) => from + unsureMs + limitMs <= at);
}

/** Whether the limit is broken even if the fault had been over so much earlier, and with it all that came of it. */
function brokenWithout(ms: number, { limitMs, measuredMs }: Judgement): boolean {
  return limitMs !== undefined && measuredMs !== undefined && measuredMs[0] - ms > limitMs;
}
