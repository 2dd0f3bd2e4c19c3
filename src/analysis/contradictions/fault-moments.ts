import { formatMs } from "../../model/duration.ts";
import type { EventOf } from "../../model/event.ts";
import type { Facts } from "../facts/facts.ts";
import { type Contradiction, stepKey } from "./contradiction.ts";

/**
 * What a run does with nothing between is told within so much, milliseconds: a process may lose its CPU meanwhile. In
 * recorded runs of saturated machines it was at most 3.6.
 */
const atOnceMs = 100;

type Later = EventOf<"fault-active"> | EventOf<"fault-healing"> | EventOf<"fault-healed">;

/**
 * Events of faults that do not stand where the run's other events have them: what is told of a fault says how long after
 * its injection that was. In journals that do not say it an injection follows its intent at once, and what comes after a
 * fault follows its healing at once.
 */
export function misdatedFaults(facts: Facts): Contradiction[] {
  return facts.eventsOf("fault-injecting").flatMap((injecting) => {
    const what = apart(injecting, facts) ?? late(injecting, facts);
    return what === undefined ? [] : [{ what, touches: [stepKey(injecting.id)] }];
  });
}

function laterOf(id: string, facts: Facts): Later[] {
  const types = ["fault-active", "fault-healing", "fault-healed"] as const;
  return types.flatMap((type): readonly Later[] => facts.eventsOf(type)).filter((event) => event.id === id);
}

function apart({ id, at }: EventOf<"fault-injecting">, facts: Facts): string | undefined {
  for (const event of laterOf(id, facts)) {
    const { type, sinceMs } = event;
    if (sinceMs !== undefined && Math.abs(event.at - sinceMs - at) > atOnceMs)
      return `${type} of ${id} was told ${formatMs(event.at - at)} after the injection, and ${formatMs(sinceMs)} by its own words`;
  }
  return undefined;
}

function late({ id, at }: EventOf<"fault-injecting">, facts: Facts): string | undefined {
  const intent = facts.eventsOf("fault-intent").find((event) => event.id === id);
  const isTold = laterOf(id, facts).some(({ sinceMs }) => sinceMs !== undefined);
  if (!isTold && intent !== undefined && at - intent.at > atOnceMs)
    return `${id} was injected ${formatMs(at - intent.at)} after it was meant, and not at once`;
  const healed = facts.eventsOf("fault-healed").find((event) => event.id === id);
  const next = intent && whatFollows(intent, facts);
  if (healed === undefined || healed.sinceMs !== undefined || next === undefined) return undefined;
  return Math.abs(next.at - healed.at) > atOnceMs
    ? `${id} was proven healed at ${formatMs(healed.at)}, and what follows that at once was told at ${formatMs(next.at)}`
    : undefined;
}

/** The phase of a fault that is held ends when it is healed; where none is held, the recovery begins then. */
function whatFollows({ id, sustained }: EventOf<"fault-intent">, facts: Facts): EventOf<"phase"> | undefined {
  const [wanted, of] = sustained ? (["end", id] as const) : (["begin", `recovery of ${id}`] as const);
  return facts.eventsOf("phase").find(({ name, edge }) => name === of && edge === wanted);
}
