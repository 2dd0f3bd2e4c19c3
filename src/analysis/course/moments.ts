import type { CourseMoment } from "../../model/course.ts";
import type { JournalEvent } from "../../model/event.ts";
import type { Facts } from "../facts/facts.ts";
import { tenth } from "../statistics/statistics.ts";
import { shortName } from "../timeline/timeline.ts";
import { addressMoments } from "../virtual-address/address-moments.ts";

/** Steps, work and what else the journal tells of, in the order of their beginnings. */
export function momentsOf(facts: Facts): CourseMoment[] {
  const addresses = addressMoments(facts.eventsOf("virtual-address"));
  const moments = [
    ...stepsOf(facts),
    ...workOf(facts),
    ...addresses,
    ...facts.events.flatMap((event) => momentOf(event, facts)),
  ];
  return moments
    .map((moment) => ({
      ...moment,
      at: tenth(moment.at),
      ...(moment.to === undefined ? {} : { to: tenth(moment.to) }),
    }))
    .toSorted((a, b) => a.at - b.at);
}

function stepsOf(facts: Facts): CourseMoment[] {
  const open = new Map<string, number>();
  const steps: CourseMoment[] = [];
  for (const { at, name, edge } of facts.eventsOf("phase")) {
    const from = open.get(name);
    if (edge === "begin") open.set(name, at);
    else if (from !== undefined) {
      open.delete(name);
      steps.push({ at: from, to: at, kind: "step", text: name });
    }
  }
  return [...steps, ...[...open].map(([text, at]): CourseMoment => ({ at, kind: "step", text }))];
}

function workOf(facts: Facts): CourseMoment[] {
  const done = facts.eventsOf("procedure-done");
  return facts.eventsOf("procedure").map(({ at, id, description, nodes }): CourseMoment => {
    const end = done.find((event) => event.id === id && event.at >= at);
    const where = nodes.map((node) => shortName(facts.cluster, node)).join(", ");
    const told =
      end === undefined ? "not seen to be done" : `${end.evidence.proven ? "" : "not proven: "}${end.evidence.detail}`;
    return {
      at,
      to: end?.at,
      kind: "work",
      text: `${id}: ${description}${where === "" ? "" : ` on ${where}`}; ${told}`,
    };
  });
}

function momentOf(event: JournalEvent, { cluster }: Facts): CourseMoment[] {
  const { at } = event;
  switch (event.type) {
    case "escalation":
      return [{ at, kind: "escalation", text: `${event.id}: ${event.stage}: ${event.detail}` }];
    case "undo-deed":
      return [{ at, kind: "takeover", text: `${event.by} ${event.deed}: ${event.detail}` }];
    case "restart": {
      const expected = event.expected ? "expected" : "not expected";
      return [{ at, kind: "restart", text: `${event.component} on ${shortName(cluster, event.node)}, ${expected}` }];
    }
    case "address-changed":
      return [{ at, kind: "address", text: `${shortName(cluster, event.node)} from ${event.from} to ${event.to}` }];
    case "port-lost":
      return [{ at, kind: "error", text: `${event.node}: published port ${event.port} leads nowhere any more` }];
    case "eviction":
      return [{ at, kind: "eviction", text: `${event.namespace}/${event.pod}: ${event.reason}: ${event.message}` }];
    case "error":
      return [{ at, kind: "error", text: `${event.code}: ${event.message}` }];
    case "note":
      return [{ at, kind: "note", text: event.text }];
    default:
      return [];
  }
}
