import type { EventOf, JournalEvent } from "../../model/event.ts";
import { stepKey } from "../contradictions/contradiction.ts";
import type { Facts } from "./facts.ts";

/** The facts of a run, with what was asked of them so far: types of events, and steps by their `stepKey`. */
export interface NotedFacts {
  readonly facts: Facts;
  readonly asked: ReadonlySet<string>;
}

/** The same facts for one who is to be known by what he asks: what he concludes rests on that. */
export function notedFacts(facts: Facts): NotedFacts {
  const asked = new Set<string>();
  const note = <Value>(value: Value, ...what: readonly string[]): Value => {
    for (const one of what) asked.add(one);
    return value;
  };
  const steps = facts.faults.map(({ id }) => stepKey(id));
  const noted: Facts = {
    ...facts,
    get cluster() {
      return note(facts.cluster, "cluster");
    },
    get backends() {
      return note(facts.backends, "lanes");
    },
    get faults() {
      return note(facts.faults, ...steps);
    },
    eventsOf: <Type extends JournalEvent["type"]>(type: Type): readonly EventOf<Type>[] =>
      note(facts.eventsOf(type), type),
    workload: () => note(facts.workload(), "workload"),
    stretches: () => note(facts.stretches(), ...steps),
    stretch: (name) => {
      const found = facts.stretch(name);
      return note(found, ...(found?.fault === undefined ? [] : [stepKey(found.fault.id)]));
    },
    nodes: () => note(facts.nodes(), "watch-nodes"),
    pods: () => note(facts.pods(), "watch-pods"),
    slices: () => note(facts.slices(), "watch-endpoints"),
    replicas: () => note(facts.replicas(), "watch-pods"),
    replicaMoments: () => note(facts.replicaMoments(), "watch-pods"),
  };
  return { facts: noted, asked };
}
